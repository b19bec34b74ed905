import type { Clock } from "../clock.js";
import type { Transact } from "../domain/transact.js";
import { tellPresser } from "../delivery/whisper.js";
import { atClock } from "../humans/clock-words.js";
import type { DecideInput, DecideOutcome } from "../humans/decide.js";
import type { IntakeRows } from "./ports.js";

/** A press on *Undo*. */
export interface UndoInput {
  key: string;
  runId: string;
  team: string;
  actor: string;
  channel: string;
  threadTs: string | null;
  /** Runs in the transaction of the decision. */
  alongside: (rows: IntakeRows) => Promise<void>;
}

/** Makes the way back within the seconds before a post; returns the run to wake, or null. */
export function createUndo(deps: {
  transact: Transact<IntakeRows>;
  decide: (input: DecideInput<IntakeRows>) => Promise<DecideOutcome>;
  clock: Clock;
}): (input: UndoInput) => Promise<string | null> {
  return async (input) => {
    const call = await deps.transact(async (rows) => {
      const calls = (await rows.calls.ofRun(input.runId)).filter(
        (one) => one.args.fn === "release",
      );
      return calls.find((one) => one.status === "open") ?? null;
    });
    if (call) {
      const outcome = await deps.decide({ ...input, callId: call.id, verb: "undo", values: {} });
      return outcome.kind === "decided" ? outcome.runId : null;
    }
    await deps.transact(async (rows) => {
      await input.alongside(rows);
      const run = await rows.runs.summary(input.runId);
      const isHere = run?.team === input.team;
      const effects = isHere ? await rows.effects.ofRun(input.runId) : [];
      // What became of a post is told where its job is, and to who approved it: their card may be a copy.
      const isTold = (by: string) => run?.channel === input.channel || by === input.actor;
      const sent = effects.findLast((one) => one.state !== "failed" && isTold(one.by.id));
      const reader = await rows.people.get(input.team, input.actor);
      const at =
        sent && atClock(sent.endedAt ?? sent.startedAt, deps.clock.now(), reader?.tz ?? "UTC");
      const text = sent
        ? `It was posted ${at}. Take it down is on the card.`
        : "There is nothing to take back any more. Nothing was changed.";
      await tellPresser(rows, input, text, isHere ? input.runId : null);
    });
    return null;
  };
}
