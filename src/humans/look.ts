import type { CallArgs, HumanCall } from "../domain/human-call.js";
import type { Transact } from "../domain/transact.js";
import { tellPresser } from "../delivery/whisper.js";
import { mayDecide, mayRead } from "../policy/policy.js";
import type { Authoriser } from "./authorise.js";
import { createCheckApprovers } from "./approver-fields.js";
import { parseAnswer } from "./functions/registry.js";
import { lateAnswer } from "./late.js";
import type { HumansRows } from "./ports.js";
import type { Clock } from "../clock.js";

/** What a form needs: the call as it stands and the whole text that is decided about. */
export interface CallView {
  call: HumanCall;
  requesterName: string;
  /** The whole draft for `approve`, else "". */
  text: string;
}

/** Somebody who pressed a button that opens a form. */
export interface Looker {
  key: string;
  callId: string;
  team: string;
  actor: string;
  channel: string;
  threadTs: string | null;
}

/** Looks at calls for forms: what to show, or a private answer why not. */
export interface Look {
  /** For Read all: whoever sees the card and is of this workspace, guests too. */
  read(input: Looker): Promise<CallView | null>;
  /** For a form that decides: null means that the person was told why not. */
  form(input: Looker): Promise<CallView | null>;
  /** At the submit, before it is accepted: late, field errors, or fine. */
  precheck(
    input: Looker & { verb: string; values: Record<string, string> },
  ): Promise<
    | { kind: "ok" }
    | { kind: "late"; why: string; args: CallArgs | null }
    | { kind: "errors"; errors: Record<string, string> }
  >;
}

/** Makes the look at calls. */
export function createLook(deps: {
  transact: Transact<HumansRows>;
  authoriser: Authoriser;
  clock: Clock;
}): Look {
  const load = async (rows: HumansRows, input: Looker): Promise<CallView | null> => {
    const call = await rows.calls.get(input.callId);
    const run = call ? await rows.runs.summary(call.runId) : null;
    if (!call || !run || run.team !== input.team) return null;
    const text =
      call.args.fn === "approve"
        ? ((await rows.artifacts.get(shownArtifact(call)))?.body ?? "")
        : "";
    return { call, requesterName: run.requester.name, text };
  };
  const checkApprovers = createCheckApprovers(deps);
  const tell = (rows: HumansRows, input: Looker, text: string) => tellPresser(rows, input, text);

  return {
    async read(input) {
      const person = await deps.authoriser.person(input.team, input.actor);
      const verdict = mayRead(person);
      return deps.transact(async (rows) => {
        const view = await load(rows, input);
        // A card is read where it stands: a copied id from elsewhere opens nothing.
        const isHere = view?.call.channel === input.channel;
        if (view && isHere && verdict.allow) return view;
        await tell(
          rows,
          input,
          isHere && !verdict.allow ? verdict.why : "That text is not there any more.",
        );
        return null;
      });
    },
    async form(input) {
      const person = await deps.authoriser.person(input.team, input.actor);
      return deps.transact(async (rows) => {
        const view = await load(rows, input);
        const verdict = view ? mayDecide(person, view.call) : null;
        // Who is asked is told only where the card stands.
        if (!view || (!verdict?.allow && view.call.channel !== input.channel)) {
          await tell(rows, input, "That question is not there any more. Nothing was changed.");
          return null;
        }
        if (verdict && !verdict.allow) {
          await tell(rows, input, verdict.why);
          return null;
        }
        if (view.call.status !== "open") {
          await tell(rows, input, lateAnswer(view.call, person));
          return null;
        }
        return view;
      });
    },
    async precheck(input) {
      const person = await deps.authoriser.person(input.team, input.actor);
      const wrong = await checkApprovers(input);
      return deps.transact(async (rows) => {
        const view = await load(rows, input);
        if (!view) return { kind: "late", why: "That question is not there any more.", args: null };
        const { call } = view;
        if (call.status !== "open" || call.deadlineAt.getTime() <= deps.clock.now().getTime()) {
          const ended = call.status === "open" ? { ...call, status: "expired" as const } : call;
          return { kind: "late", why: lateAnswer(ended, person), args: call.args };
        }
        if (Object.keys(wrong).length > 0) return { kind: "errors", errors: wrong };
        const parsed = parseAnswer(call.args, input.verb, input.values);
        return parsed.ok ? { kind: "ok" } : { kind: "errors", errors: parsed.errors };
      });
    },
  };
}

/** The text on the card: after an edit it is the edited one. */
function shownArtifact(call: HumanCall): string {
  if (call.outcome?.verb === "edit") return call.outcome.artifactId;
  return call.args.fn === "approve" ? call.args.artifactId : "";
}
