import type { Clock } from "../clock.js";
import { fail } from "../errors.js";
import type { AgentRole } from "../domain/agent-io.js";
import type { Chat, ChatAsk } from "./chat.js";
import type { SpendLedger } from "./ports.js";
import { costUsd, estimateTokens, type PricedModel } from "./prices.js";
import { readAnswer, type Answer } from "./read-answer.js";
import { judgeFailure, judgeNoCompletion, type FailedTry } from "./try-outcome.js";

/** Whose money a try spends. */
export interface Bill {
  runId: string;
  key: string;
  role: AgentRole;
  /** Which model should have been called, where another one stands in for it. */
  insteadOf: string | null;
  /** Tells steps with the same input apart from others. */
  inputDigest: string;
}

/** An answer that a model gave, whether or not it can be used. */
export type GivenAnswer = Answer & { kind: Exclude<Answer["kind"], "not_a_completion"> };

/** Caps of one run besides money. */
export interface CallLimits {
  /** Calls that a model answered. */
  maxCalls: number;
  /** Steps with the same input. */
  maxRepeats: number;
}

/** What one paid try brought, or why it brought nothing. */
export type MeteredTry =
  | { ok: true; answer: GivenAnswer; keep: (response: string | null) => Promise<void> }
  | { ok: false; failed: FailedTry };

/** Deps of a chat whose every try is reserved before and settled after. */
export interface MeteredDeps {
  chat: Chat;
  spend: SpendLedger;
  priceOf: (modelId: string) => PricedModel;
  capDayUsd: number;
  limits: CallLimits;
  clock: Clock;
  timeoutMs: number;
}

/**
 * One try with a time limit and a reservation of its worst cost. A try whose outcome is unknown is booked
 * at that worst cost. The caller settles an answer with `keep`, exactly once. Throws `BUDGET_*`, `CALL_LIMIT` and
 * `STEP_REPEATED`.
 */
export async function meteredTry(
  deps: MeteredDeps,
  bill: Bill,
  ask: ChatAsk,
  signal?: AbortSignal,
): Promise<MeteredTry> {
  const price = deps.priceOf(ask.model);
  const inputTokens = estimateTokens(JSON.stringify(ask.schema), ...ask.turns.map((t) => t.text));
  const worstUsd = costUsd(price, inputTokens, ask.maxOutputTokens);
  const at = deps.clock.now();
  const day = at.toISOString().slice(0, 10);
  const { capDayUsd } = deps;
  signal?.throwIfAborted();
  const room = await deps.spend.reserve({
    ...bill,
    model: ask.model,
    usd: worstUsd,
    capDayUsd,
    ...deps.limits,
    day,
    at,
  });
  if (room === "call_cap") throw fail("CALL_LIMIT");
  if (room === "repeats") throw fail("STEP_REPEATED");
  if (room === "run_cap") throw fail("BUDGET_RUN", { neededUsd: worstUsd });
  if (room === "day_cap") throw fail("BUDGET_DAY");

  // fault: model.reserved
  const booking = { runId: bill.runId, key: bill.key, at };
  const nothing = { costUsd: 0, isUpperBound: false, inputTokens: 0, outputTokens: 0 };
  const worst = { ...nothing, costUsd: worstUsd, isUpperBound: worstUsd > 0, inputTokens };
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(new Error("time limit")), deps.timeoutMs);
  const both = signal ? AbortSignal.any([signal, limit.signal]) : limit.signal;
  const { exchange, error } = await deps.chat(ask, both).finally(() => clearTimeout(timer));

  // fault: model.answered
  const answered = exchange.status !== null && exchange.status >= 200 && exchange.status < 300;
  const answer = readAnswer(exchange.body);
  if (!answered || answer.kind === "not_a_completion") {
    const failed = answered
      ? judgeNoCompletion(exchange)
      : judgeFailure(exchange, error, limit.signal.aborted);
    const spent = failed.mayHaveCost ? worst : nothing;
    await deps.spend.settle({ ...booking, ...spent, response: null, isOutage: true });
    signal?.throwIfAborted();
    return { ok: false, failed };
  }
  const outputTokens = answer.usage?.outputTokens ?? estimateTokens(answer.text);
  const spent = answer.usage
    ? {
        inputTokens: answer.usage.inputTokens,
        outputTokens,
        costUsd: costUsd(price, answer.usage.inputTokens, outputTokens),
        isUpperBound: price.isUpperBound,
      }
    : answer.text === ""
      ? worst
      : {
          inputTokens,
          outputTokens,
          costUsd: costUsd(price, inputTokens, outputTokens),
          isUpperBound: worstUsd > 0,
        };
  const { kind } = answer;
  return {
    ok: true,
    answer: { ...answer, kind },
    keep: (response) => deps.spend.settle({ ...booking, ...spent, response, isOutage: false }),
  };
}
