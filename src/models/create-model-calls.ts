import { systemClock, type Clock } from "../clock.js";
import { silentLog, type Log } from "../log.js";
import { timerSleep, type Sleep } from "./backoff.js";
import { createBreaker } from "./breaker.js";
import { createChat, type Chat } from "./chat.js";
import type { CallLimits } from "./metered-chat.js";
import type { CallModel, ModelRole } from "./model-call.js";
import { parseOutput } from "./parse-output.js";
import type { SpendLedger } from "./ports.js";
import { listPrices, priceOf, type Price } from "./prices.js";
import { strictSchema } from "./strict-schema.js";
import { type TryDeps, tryCall, type Unaddressed } from "./try-call.js";
import { canRepair, repairHint, unusable } from "./unusable.js";

/** What calling models needs; money in US dollars, times in milliseconds. */
export interface ModelCallsDeps {
  apiKey: string;
  /** Any OpenAI-compatible endpoint, e.g. `https://api.openai.com/v1`. */
  baseUrl: string;
  modelIds: Record<ModelRole, string>;
  /** What stands in for a model that does not answer, at its own price. */
  fallbackIds?: Partial<Record<ModelRole, string>>;
  /** Changes or adds to the listed prices, by model id. */
  prices?: Record<string, Price>;
  spend: SpendLedger;
  capDayUsd: number;
  /** Caps of one run besides money. */
  limits?: CallLimits;
  clock?: Clock;
  log?: Log;
  /** Limit of one try; two minutes if absent. */
  timeoutMs?: number;
  /** How long a server may send nothing; one minute if absent. */
  silenceMs?: number;
  sleep?: Sleep;
  chat?: Chat;
  /** Rises evenly; for the time in which a model is left alone. */
  nowMs?: () => number;
}

const REPAIRS = 2;
const MAX_OUTPUT_TOKENS = 8000;
/** The most of an unusable answer that is sent back to the model with what is wrong. */
const MOST_SENT_BACK = 20_000;

/**
 * The only way to a model: one retry layer, a time limit a try, money reserved before each HTTP call,
 * and an answer in the form of the schema or an error. A finished answer is never asked for twice.
 */
export function createModelCalls(deps: ModelCallsDeps): { call: CallModel } {
  const clock = deps.clock ?? systemClock;
  const log = deps.log ?? silentLog;
  const { apiKey, baseUrl, silenceMs } = deps;
  const now = (): Date => clock.now();
  const trying: TryDeps = {
    metered: {
      chat: deps.chat ?? createChat({ apiKey, baseUrl, now, ...(silenceMs && { silenceMs }) }),
      spend: deps.spend,
      priceOf: (id) => priceOf(id, { ...listPrices, ...deps.prices }),
      capDayUsd: deps.capDayUsd,
      limits: deps.limits ?? { maxCalls: 200, maxRepeats: 5 },
      clock,
      timeoutMs: deps.timeoutMs ?? 120_000,
    },
    breaker: createBreaker(deps.nowMs),
    modelIds: deps.modelIds,
    fallbackIds: deps.fallbackIds ?? {},
    log,
    sleep: deps.sleep ?? timerSleep,
  };

  const call: CallModel = async (asked, signal) => {
    const stored = await deps.spend.finished(asked.runId, asked.key);
    if (stored !== null) {
      const again = parseOutput(asked.schema, stored);
      if (again.ok) return again.value;
    }
    const { runId, key, role, inputDigest } = asked;
    const ask: Unaddressed = {
      modelRole: asked.modelRole,
      turns: [
        { from: "system", text: asked.system },
        { from: "user", text: asked.user },
      ],
      schemaName: asked.schemaName,
      schema: strictSchema(asked.schema),
      maxOutputTokens: asked.maxOutputTokens ?? MAX_OUTPUT_TOKENS,
    };
    for (let repairs = 0; ; repairs += 1) {
      const { answer, keep } = await tryCall(
        trying,
        { runId, key, role, inputDigest },
        ask,
        signal,
      );
      const parsed = answer.kind === "text" ? parseOutput(asked.schema, answer.text) : null;
      if (parsed?.ok) {
        await keep(answer.text);
        // fault: model.kept
        return parsed.value;
      }
      await keep(null);
      const kind = answer.kind === "text" ? "invalid" : answer.kind;
      log.warn({ run: runId, key, kind, repairs }, "model answer not usable");
      if (!canRepair(kind) || repairs === REPAIRS) {
        throw unusable(kind, asked.schemaName, parsed?.where);
      }
      const sentBack = answer.text.slice(0, MOST_SENT_BACK);
      if (sentBack !== "") ask.turns.push({ from: "model", text: sentBack });
      const problem = parsed?.problem ?? repairHint(kind);
      ask.turns.push({
        from: "user",
        text: `Your answer could not be used. ${problem}\nSend the whole value again, corrected.`,
      });
    }
  };
  return { call };
}
