import type { HumanCall } from "../domain/human-call.js";
import { append } from "../ledger/append.js";
import type { HumansRows } from "./ports.js";

/** The options of the question how to go on at a run's cap, as the graph numbers them. */
const MORE = 1;
const STOP = 3;

/**
 * What a decision about money does at once, in its own transaction: a yes raises the run's cap to the amount that
 * stood on the card, "Stop here" stops the run. The rest is the graph's.
 */
export async function takeBudgetAnswer(
  rows: Pick<HumansRows, "runs" | "ledger">,
  call: HumanCall,
  by: string,
  now: Date,
): Promise<void> {
  const { args, outcome } = call;
  if (args.fn !== "choose" || !args.budget || outcome?.verb !== "choose") return;
  if (outcome.index === STOP) await rows.runs.requestStop(call.runId, by, now);
  if (outcome.index !== MORE) return;
  await rows.runs.raiseCap(call.runId, args.budget.raiseToUsd);
  await append(rows.ledger, {
    chain: `run:${call.runId}`,
    kind: "budget_raised",
    key: `${call.id}:raised`,
    actor: by,
    at: now,
    data: { call: call.id, toUsd: args.budget.raiseToUsd },
  });
}
