import type { EffectArgs, EffectKind } from "../../domain/effects/effect-kind.js";
import type { Transact } from "../../domain/transact.js";
import type { Clock } from "../../clock.js";
import { append } from "../../ledger/append.js";
import type { RunsRows } from "../ports.js";
import { type AboutToDo, refuseGrant, type RefusalCode, spendGrant } from "./spend-grant.js";

/** What came of it; `again`: people can be asked anew. */
export type ActOutcome = { ok: true } | { ok: false; again: boolean; why: string };

/** Why there is nothing to do; `again`: because of something that people can be asked about anew. */
export type NotNow =
  | { why: string; again: false }
  | { why: string; again: true; because: RefusalCode };

/** Something that a person approved and that is now to be done. */
export interface Intent<Args extends EffectArgs> {
  runId: string;
  /** The approval that gave the grant. */
  callId: string;
  /** What is stored now, in the transaction that uses the grant up; or why there is nothing to do. */
  look(rows: RunsRows): Promise<AboutToDo<Args> | NotNow>;
  /** Shows why nothing is done, in that transaction. */
  refused(rows: RunsRows, why: string): Promise<void>;
}

/** An effect with a key: the rows by which it is done, written with the grant that they use up. */
export interface KeyedIntent<Args extends EffectArgs> extends Intent<Args> {
  write(rows: RunsRows, args: Args): Promise<void>;
}

/** An effect without one; a throw leaves open whether it was done. */
export interface UnkeyedIntent<Args extends EffectArgs> extends Intent<Args> {
  perform(args: Args): Promise<void>;
}

/** Does what was approved, at most once. */
export interface Act {
  /** Exactly once: the grant is used up and the rows are written in one transaction. */
  keyed<Args extends EffectArgs>(
    kind: EffectKind<Args, "keyed">,
    intent: KeyedIntent<Args>,
  ): Promise<ActOutcome>;
  /** The grant is used up first: whoever finds it so afterwards asks a person instead of doing it again. */
  unkeyed<Args extends EffectArgs>(
    kind: EffectKind<Args, "unkeyed">,
    intent: UnkeyedIntent<Args>,
  ): Promise<ActOutcome>;
}

const UNCLEAR = "This may or may not have been done. Look before you approve it again.";

/** Makes the executor of one lease. */
export function createAct(deps: {
  transact: Transact<RunsRows>;
  token: number;
  /** The version of the rules as they are now. */
  policy: string;
  clock: Clock;
}): Act {
  const { token, policy } = deps;

  /** The arguments, the grant being used up; or what came of it. */
  async function take<Args extends EffectArgs>(
    rows: RunsRows,
    kind: EffectKind<Args>,
    intent: Intent<Args>,
  ): Promise<{ args: Args } | ActOutcome> {
    const { callId, runId } = intent;
    const now = deps.clock.now();
    const refuse = async (why: string, again: boolean): Promise<ActOutcome> => {
      await intent.refused(rows, why);
      return { ok: false, again, why };
    };
    const about = await intent.look(rows);
    const context = { runId, callId, token, policy, now };
    if ("why" in about) {
      if (about.again) await refuseGrant(rows, kind, context, about.because);
      return refuse(about.why, about.again);
    }
    const why = await spendGrant(rows, kind, about, context);
    if (why !== "") return refuse(`${why} ${kind.words.nothing}`, true);
    return { args: about.args };
  }

  return {
    keyed: (kind, intent) =>
      deps.transact(async (rows) => {
        await rows.runs.fence(intent.runId, token);
        // Used up means done: both were written at once.
        if ((await rows.grants.get(intent.callId))?.state === "spent") return { ok: true };
        const taken = await take(rows, kind, intent);
        if ("ok" in taken) return taken;
        // fault: effect.before-commit
        await intent.write(rows, taken.args);
        return { ok: true };
      }),

    async unkeyed(kind, intent) {
      const { callId, runId } = intent;
      const taken = await deps.transact(async (rows) => {
        await rows.runs.fence(runId, token);
        const before = (await rows.grants.get(callId))?.state;
        if (before === "done") return { ok: true } as const;
        if (before !== "spent" && before !== "unclear") return take(rows, kind, intent);
        if (await rows.grants.step(callId, "spent", "unclear", deps.clock.now())) {
          await say(rows, "effect_unclear", { callId, runId, tool: kind.tool });
        }
        await intent.refused(rows, UNCLEAR);
        return { ok: false, again: true, why: UNCLEAR } as const;
      });
      if ("ok" in taken) return taken;
      // fault: effect.before-unkeyed
      await intent.perform(taken.args);
      await deps.transact(async (rows) => {
        if (!(await rows.grants.step(callId, "spent", "done", deps.clock.now()))) return;
        await say(rows, "effect_done", { callId, runId, tool: kind.tool });
      });
      return { ok: true };
    },
  };

  async function say(
    rows: RunsRows,
    kind: "effect_unclear" | "effect_done",
    { callId, runId, tool }: { callId: string; runId: string; tool: string },
  ): Promise<void> {
    await append(rows.ledger, {
      chain: `run:${runId}`,
      kind,
      key: `${callId}:${kind}`,
      actor: null,
      at: deps.clock.now(),
      data: { call: callId, tool },
    });
  }
}
