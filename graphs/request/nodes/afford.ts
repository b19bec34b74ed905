import type { Ports } from "../../ports.js";
import { budgetCall } from "../rules/budget-call.js";
import type { State, Update } from "../state.js";

/** Asks for more money, or how to end without it; nothing is spent until there is an answer. */
export function createAfford(ports: Ports): (state: State) => Promise<Update> {
  return async (state) => {
    const { runId } = state.input;
    const asks = state.budgetAsks + 1;
    const money = await ports.money(runId);
    await ports.record(
      { runId, key: `budget:${asks}` },
      { facts: [{ kind: "budget_hit", data: { capUsd: money.capUsd, asks } }] },
    );
    return { calls: budgetCall(state, money), budgetAsks: asks };
  };
}
