import type { z } from "zod";
import { systemClock, type Clock } from "../clock.js";
import { fail } from "../errors.js";
import { silentLog, type Log } from "../log.js";
import { backoffMs, timerSleep, type Sleep } from "./backoff.js";
import { createChat, type Chat, type ChatAsk } from "./chat.js";
import { meteredTry, type MeteredDeps, type MeteredTry } from "./metered-chat.js";
import type { CallModel, ModelCall, ModelRole } from "./model-call.js";
import { parseOutput } from "./parse-output.js";
import type { SpendLedger } from "./ports.js";
import { listPrices, priceOf, type Price } from "./prices.js";
import type { Answer } from "./read-answer.js";
import { strictSchema } from "./strict-schema.js";

/** What calling models needs; money in US dollars, times in milliseconds. */
export interface ModelCallsDeps {
  apiKey: string;
  /** Any OpenAI-compatible endpoint, e.g. `https://api.openai.com/v1`. */
  baseUrl: string;
  modelIds: Record<ModelRole, string>;
  /** Changes or adds to the listed prices, by model id. */
  prices?: Record<string, Price>;
  spend: SpendLedger;
  capDayUsd: number;
  clock?: Clock;
  log?: Log;
  /** Limit of one try; two minutes if absent. */
  timeoutMs?: number;
  sleep?: Sleep;
  chat?: Chat;
}

const TRIES = 3;
const REPAIRS = 2;
const MAX_OUTPUT_TOKENS = 8000;

const UNUSABLE: Record<Exclude<Answer["kind"], "text">, string> = {
  refused: "The model declined to answer.",
  filtered: "The answer was withheld by a content filter.",
  cut: "The answer was cut off at its length limit.",
  empty: "The answer was empty.",
  not_a_completion: "The server did not answer with a completion.",
};

/**
 * The only way to a model: one retry layer, a time limit a try, money reserved before each HTTP call,
 * and an answer in the form of the schema or an error. A finished answer is never asked for twice.
 */
export function createModelCalls(deps: ModelCallsDeps): { call: CallModel } {
  const clock = deps.clock ?? systemClock;
  const log = deps.log ?? silentLog;
  const sleep = deps.sleep ?? timerSleep;
  const now = (): Date => clock.now();
  const metered: MeteredDeps = {
    chat: deps.chat ?? createChat({ apiKey: deps.apiKey, baseUrl: deps.baseUrl, now }),
    spend: deps.spend,
    priceOf: (id) => priceOf(id, { ...listPrices, ...deps.prices }),
    capDayUsd: deps.capDayUsd,
    clock,
    timeoutMs: deps.timeoutMs ?? 120_000,
  };

  const tryThrice = async (
    call: ModelCall<z.ZodType>,
    ask: ChatAsk,
    signal?: AbortSignal,
  ): Promise<Extract<MeteredTry, { ok: true }>> => {
    for (let failedTries = 1; ; failedTries += 1) {
      const one = await meteredTry(metered, call, ask, signal);
      if (one.ok) return one;
      const { failed } = one;
      log.warn({ runId: call.runId, key: call.key, reason: failed.reason }, "model call failed");
      if (failed.kind === "refused") throw fail("MODEL_REFUSED", { detail: `(${failed.reason})` });
      const waitMs = failedTries < TRIES ? backoffMs(failedTries, failed.retryAfterMs) : null;
      if (waitMs === null) throw fail("MODEL_UNREACHABLE", { detail: `(${failed.reason})` });
      await sleep(waitMs, signal);
    }
  };

  const call: CallModel = async (asked, signal) => {
    const stored = await deps.spend.finished(asked.runId, asked.key);
    if (stored !== null) {
      const again = parseOutput(asked.schema, stored);
      if (again.ok) return again.value;
    }
    const ask: ChatAsk = {
      model: deps.modelIds[asked.modelRole],
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
      const { answer, keep } = await tryThrice(asked, ask, signal);
      const parsed = answer.kind === "text" ? parseOutput(asked.schema, answer.text) : null;
      if (parsed?.ok) {
        await keep(answer.text);
        return parsed.value;
      }
      await keep(null);
      const kind = answer.kind === "text" ? "invalid" : answer.kind;
      log.warn({ runId: asked.runId, key: asked.key, kind, repairs }, "model answer not usable");
      if (kind === "not_a_completion") throw fail("MODEL_REFUSED", { detail: UNUSABLE[kind] });
      if (kind === "refused" || kind === "filtered" || repairs === REPAIRS) {
        throw fail("MODEL_OUTPUT_INVALID", {
          detail: why(answer.kind, asked.schemaName, parsed?.where),
        });
      }
      const problem = parsed?.problem ?? repairHint(answer.kind);
      if (answer.text !== "") ask.turns.push({ from: "model", text: answer.text });
      ask.turns.push({
        from: "user",
        text: `Your answer could not be used. ${problem}\nSend the whole value again, corrected.`,
      });
    }
  };
  return { call };
}

function why(kind: Answer["kind"], schemaName: string, where: string | undefined): string {
  return kind === "text" ? `(${schemaName}: ${where ?? "invalid"})` : UNUSABLE[kind];
}

function repairHint(kind: Answer["kind"]): string {
  if (kind === "cut") return "It was too long and was cut off: be much shorter.";
  return "It was empty.";
}
