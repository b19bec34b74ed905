import type { Clock } from "../clock.js";
import type { HumanCall } from "../domain/human-call.js";
import type { Named } from "../domain/person.js";
import type { Transact } from "../domain/transact.js";
import type { RunBrief } from "../delivery/run-brief.js";
import { escalateCall } from "./escalate.js";
import type { HumansRows } from "./ports.js";
import { maySeeSources, needsConsent, outsidersOf, type ReachPlan } from "./reach.js";

/** Makes the asking of next persons whose time has come; where they are reached is asked before each transaction. */
export function createEscalations(deps: {
  transact: Transact<HumansRows>;
  reach: (run: RunBrief, asked: Named[]) => Promise<ReachPlan>;
  clock: Clock;
}): (limit: number) => Promise<void> {
  async function one(call: HumanCall): Promise<void> {
    const run = await deps.transact((rows) => rows.runs.summary(call.runId));
    const to = call.escalateTo;
    if (!run || !to) return;
    const plan = await deps.reach(run, [to]);
    const outside = outsidersOf(plan, [to], run.requester.id).length > 0;
    const closed =
      plan.isRestricted ||
      call.reached.closed ||
      (outside && (needsConsent(plan) || !maySeeSources(plan, to)));
    const place = closed ? "closed" : outside ? "direct" : "here";
    await deps.transact((rows) => escalateCall(rows, call, place, plan.place, deps.clock.now()));
  }
  return async (limit) => {
    const due = await deps.transact((rows) => rows.calls.escalationsDue(deps.clock.now(), limit));
    for (const call of due) await one(call);
  };
}
