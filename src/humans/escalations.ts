import type { Clock } from "../clock.js";
import type { HumanCall } from "../domain/human-call.js";
import type { Named } from "../domain/person.js";
import type { Transact } from "../domain/transact.js";
import type { RunBrief } from "../delivery/run-brief.js";
import { escalateCall, type NextOne } from "./escalate.js";
import type { HumansRows } from "./ports.js";
import { maySeeSources, needsConsent, outsidersOf, type ReachPlan } from "./reach.js";

/**
 * Makes the asking of next people whose time has come; where they are reached is asked before each transaction. A call
 * about which Slack cannot be asked now is left for the next pass, and holds up no other.
 */
export function createEscalations(deps: {
  transact: Transact<HumansRows>;
  reach: (run: RunBrief, asked: Named[]) => Promise<ReachPlan>;
  clock: Clock;
}): (limit: number) => Promise<void> {
  async function one(call: HumanCall): Promise<void> {
    const run = await deps.transact((rows) => rows.runs.summary(call.runId));
    if (!run) return;
    const next: NextOne[] = [];
    for (const who of call.escalateTo) {
      const plan = await deps.reach(run, [who]);
      next.push({ who, place: placeFor(call, run, plan, who), cardPlace: plan.place });
    }
    await deps.transact((rows) => escalateCall(rows, call, next, deps.clock.now()));
  }
  return async (limit) => {
    const due = await deps.transact((rows) => rows.calls.escalationsDue(deps.clock.now(), limit));
    const failed: unknown[] = [];
    for (const call of due) await one(call).catch((error: unknown) => failed.push(error));
    if (failed.length > 0) throw failed[0];
  };
}

function placeFor(call: HumanCall, run: RunBrief, plan: ReachPlan, who: Named): NextOne["place"] {
  const outside = outsidersOf(plan, [who], run.requester.id).length > 0;
  const closed =
    plan.isRestricted ||
    call.reached.closed ||
    (outside && (needsConsent(plan) || !maySeeSources(plan, who)));
  return closed ? "closed" : outside ? "direct" : "here";
}
