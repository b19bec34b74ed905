import { fail, hasCode, neededUsdOf } from "../../src/errors.js";
import type { Update } from "./state.js";

/** What every step needs to count. */
export interface Counted {
  steps: number;
  input: { limits: { maxSteps: number } };
}

/**
 * Counts a node's step, stops with `STEP_LIMIT` beyond the run's limit, and turns a used-up budget into a mark in
 * the state: the requester is asked how to go on, or the run ends with what it has. Other errors go on to the caller.
 */
export function step<S extends Counted>(
  node: (state: S) => Promise<Update>,
): (state: S) => Promise<Update> {
  return async (state) => {
    if (state.steps >= state.input.limits.maxSteps) throw fail("STEP_LIMIT");
    const steps = state.steps + 1;
    try {
      return { ...(await node(state)), steps };
    } catch (error) {
      if (hasCode(error, "BUDGET_RUN")) {
        return { steps, budget: "run", neededUsd: neededUsdOf(error) };
      }
      if (hasCode(error, "BUDGET_DAY")) return { steps, budget: "day" };
      throw error;
    }
  };
}
