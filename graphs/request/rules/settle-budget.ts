import type { Decided } from "../../../src/domain/human-call.js";
import type { CallRecord, State } from "../state.js";
import { BUDGET } from "./budget-call.js";
import type { Settled } from "./settled.js";

/**
 * Takes in how to go on at the cap. The cap itself was raised with the decision. "Stop here" stopped the run then: if
 * it goes on after all, the money is still used up, and the question comes again.
 */
export function settleBudget(_state: State, call: CallRecord, decided: Decided): Settled {
  const { args } = call.ask;
  const { outcome } = decided;
  if (args.fn !== "choose" || !args.budget) return null;
  if (outcome.verb !== "choose" && outcome.verb !== "silence") return null;
  const index = outcome.verb === "choose" ? outcome.index : args.defaultIndex;
  if (index === BUDGET.more) return { budget: "", neededUsd: 0 };
  if (index === BUDGET.stop) return {};
  return { finishAtUsd: args.budget.capUsd };
}
