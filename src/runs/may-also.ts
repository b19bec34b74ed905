import type { RunBrief } from "../delivery/run-brief.js";
import type { HumanCall } from "../domain/human-call.js";
import type { Person } from "../domain/person.js";
import type { Verdict } from "../policy/policy.js";
import { mayBeAsked, stillMay } from "../policy/still-may.js";
import type { Asking, Rulings } from "./rulings.js";

/** A job as the policy looks at it; null: there is none. */
export type LookAtRun = (runId: string) => Promise<{ run: RunBrief; asking: Asking } | null>;

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

/** Makes the look at the moment of an effect: groups as of now, who is away as of the day of the decision. */
export function createMayStill({ look, rulings }: Deps): ByPolicy {
  return async (call, personNow) => {
    const job = await look(call.runId);
    const asOf = { anew: true, ...(call.decidedAt && { now: call.decidedAt }) };
    const said = job && (await rulings.ofCall(job.run, call, job.asking, asOf));
    return said ? stillMay(personNow, call, said) : NO_RULE;
  };
}
