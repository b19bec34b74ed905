import type { RunBrief } from "../delivery/run-brief.js";
import type { HumanCall } from "../domain/human-call.js";
import type { Person } from "../domain/person.js";
import type { Verdict } from "../policy/policy.js";
import { mayBeAsked, stillMay } from "../policy/still-may.js";
import type { Asking, Rulings } from "./rulings.js";

/** A job as the policy looks at it; null: there is none. */
export type LookAtRun = (runId: string) => Promise<JobAsked | null>;

interface JobAsked {
  run: RunBrief;
  asking: Asking;
  /** The request left open who decides, and somebody chose them later. */
  isOpen: boolean;
}

/** What the policy says about one person and one call as things are now. Asks Slack, so never in a transaction. */
export type ByPolicy = (call: HumanCall, person: Person) => Promise<Verdict>;

interface Deps {
  rulings: Pick<Rulings, "ofCall">;
  look: LookAtRun;
}

const NO_RULE: Verdict = { allow: true, rule: "no_rule" };

/** Makes the look before somebody brings in somebody else: nobody leaves a rule's sets by asking around. */
export function createMayAlso({ look, rulings }: Deps): ByPolicy {
  return async (call, person) => {
    const job = await look(call.runId);
    const said = job && (await rulings.ofCall(job.run, call, job.asking));
    if (said?.kind === "deny") return { allow: false, rule: "policy", why: said.why };
    return said ? mayBeAsked(person, said) : NO_RULE;
  };
}

/**
 * Makes the look at the moment of a decision, and again of its effect: groups as of now, who is away as of the day of
 * the decision. Whom only the rules had put on the call stays there only while the rules say so.
 */
export function createMayStill({ look, rulings }: Deps): ByPolicy {
  return async (call, personNow) => {
    const job = await look(call.runId);
    const asOf = { anew: true, ...(call.decidedAt && { now: call.decidedAt }) };
    const said = job && (await rulings.ofCall(job.run, chosen(call, job), job.asking, asOf));
    return said ? stillMay(personNow, call, said) : NO_RULE;
  };
}

/** The call with those people only whom somebody wanted on it: a question is always for whom it is for. */
function chosen(call: HumanCall, { isOpen, run }: JobAsked): HumanCall {
  const isByRule = call.args.fn === "approve" || call.args.fn === "release";
  if (!isByRule || isOpen) return call;
  const wanted = new Set([run.requester.id, ...call.added.map((one) => one.who.id)]);
  return { ...call, asked: call.asked.filter((one) => wanted.has(one.id)) };
}
