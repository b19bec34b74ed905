import type { CallArgs } from "../domain/human-call.js";
import type { Transact } from "../domain/transact.js";
import { tellPresser } from "../delivery/whisper.js";
import { mayDecide, mayRead } from "../policy/policy.js";
import type { Authoriser } from "./authorise.js";
import { createCheckApprovers } from "./approver-fields.js";
import { type CallView, loadCallView } from "./call-view.js";
import { isTimeOver } from "./deadlines.js";
import { functionOf, storedFunction } from "./functions/registry.js";
import { lateAnswer } from "./late.js";
import { createHandedIn } from "./handed-in.js";
import type { Files, HumansRows } from "./ports.js";
import type { ReadsAlong } from "./reads-along.js";
import type { Clock } from "../clock.js";

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
  /** For Read all: whoever sees the card and could read what the job read, guests too. */
  read(input: Looker): Promise<CallView | null>;
  /** Whether a verb of this call asks for more before it is decided; no call, no form. */
  opensForm(callId: string, verb: string): Promise<boolean>;
  /** For a form that decides: null means that the person was told why not. */
  form(input: Looker & { verb: string }): Promise<CallView | null>;
  /** At the submit, before it is accepted: late or not theirs any more, field errors, or fine. */
  precheck(
    input: Looker & { verb: string; values: Record<string, string> },
  ): Promise<
    | { kind: "ok" }
    | { kind: "late"; why: string; args: CallArgs | null }
    | { kind: "errors"; errors: Record<string, string> }
  >;
}

const NOT_ALL = "You cannot read everything that this job read, so its text is not shown to you.";

/** Makes the look at calls. */
export function createLook(deps: {
  transact: Transact<HumansRows>;
  authoriser: Authoriser;
  readsAlong: ReadsAlong;
  files: Files;
  clock: Clock;
}): Look {
  const load = loadCallView;
  const checkApprovers = createCheckApprovers(deps);
  const handedIn = createHandedIn(deps);
  const tell = (rows: HumansRows, input: Looker, text: string) => tellPresser(rows, input, text);
  /** Who looks, and whether they can read all that the job read: somebody may have come since the card was put there. */
  const reader = async (input: Looker) => {
    const person = await deps.authoriser.person(input.team, input.actor);
    const run = await deps.transact(async (rows) => {
      const call = await rows.calls.get(input.callId);
      return call && rows.runs.summary(call.runId);
    });
    return { person, isAllTheirs: !run || (await deps.readsAlong(run, person)) };
  };

  return {
    async read(input) {
      const { person, isAllTheirs } = await reader(input);
      const verdict = mayRead(person);
      return deps.transact(async (rows) => {
        const view = await load(rows, input);
        // A card is read where it stands: a copied id from elsewhere opens nothing.
        const isHere =
          view?.call.channel === input.channel ||
          view?.call.reached.people.some((one) => one.id === input.actor) === true;
        if (view && isHere && verdict.allow && isAllTheirs) return view;
        const why = verdict.allow ? NOT_ALL : verdict.why;
        await tell(rows, input, view && isHere ? why : "That text is not there any more.");
        return null;
      });
    },
    opensForm: (callId, verb) =>
      deps.transact(async (rows) => {
        const call = await rows.calls.get(callId);
        const look = { text: "", requesterName: "" };
        const bound = call && storedFunction(call.args);
        return (bound?.form(verb, look) ?? null) !== null;
      }),
    async form(input) {
      const { verb, ...looker } = input;
      const { person, isAllTheirs } = await reader(looker);
      return deps.transact(async (rows) => {
        const view = await load(rows, looker);
        const verdict = view ? mayDecide(person, view.call) : null;
        const isBlind = view?.call.reached.blind?.includes(input.actor) === true;
        // Who is asked is told only where the card stands, and whoever was not sent it can only see it there.
        const isGone = view?.call.channel !== input.channel && (!verdict?.allow || isBlind);
        if (!view || isGone) {
          await tell(rows, looker, "That question is not there any more. Nothing was changed.");
          return null;
        }
        if (verdict && !verdict.allow) {
          await tell(rows, looker, verdict.why);
          return null;
        }
        if (view.call.status !== "open") {
          await tell(rows, looker, lateAnswer(view.call, person, deps.clock.now()));
          return null;
        }
        const isWhole = functionOf(view.call.args)
          .form(verb, view)
          ?.fields.some((field) => field.whole);
        if (isWhole && !isAllTheirs) {
          await tell(rows, looker, NOT_ALL);
          return null;
        }
        return view;
      });
    },
    async precheck(sent) {
      const handed = await handedIn(sent);
      const input = { ...sent, values: handed.values };
      const person = await deps.authoriser.person(input.team, input.actor);
      const wrong = { ...handed.errors, ...(await checkApprovers(input)) };
      return deps.transact(async (rows) => {
        const view = await load(rows, input);
        if (!view) return { kind: "late", why: "That question is not there any more.", args: null };
        const { call } = view;
        const now = deps.clock.now();
        if (call.status !== "open" || isTimeOver(call, view.run, now)) {
          const ended = call.status === "open" ? { ...call, status: "expired" as const } : call;
          return { kind: "late", why: lateAnswer(ended, person, now), args: call.args };
        }
        const verdict = mayDecide(person, call);
        if (!verdict.allow) return { kind: "late", why: verdict.why, args: call.args };
        if (Object.keys(wrong).length > 0) return { kind: "errors", errors: wrong };
        const parsed = functionOf(call.args).parse(input.verb, input.values);
        return parsed.ok ? { kind: "ok" } : { kind: "errors", errors: parsed.errors };
      });
    },
  };
}
