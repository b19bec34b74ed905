import type { Clock } from "../clock.js";
import type { Config } from "../config.js";
import type { Log } from "../log.js";
import type { Meter } from "../meter.js";
import { createChat } from "../models/chat.js";
import { createModelCalls } from "../models/create-model-calls.js";
import type { CallModel } from "../models/model-call.js";
import { observedChat } from "../models/observed-chat.js";
import type { SpendLedger } from "../models/ports.js";
import { tracedChat } from "./traces/traced-work.js";
import type { Traces } from "./traces/traces.js";

/** The way to the models as the settings say, counted; one a process, because it remembers which model is away. */
export function bindModels(
  { model, file }: Pick<Config, "model" | "file">,
  deps: { spend: SpendLedger; meter: Meter; traces: Traces | null; clock: Clock; log: Log },
): { call: CallModel } {
  const { meter, traces, clock, ...rest } = deps;
  const { prices, fallback, answerSeconds, silenceSeconds } = file.models;
  const { apiKey, fast, strong, baseUrl = "https://api.openai.com/v1" } = model;
  const wire = { apiKey, baseUrl, now: () => clock.now(), silenceMs: silenceSeconds * 1_000 };
  const chat = observedChat(createChat(wire), meter);
  return createModelCalls({
    apiKey,
    baseUrl,
    chat: traces ? tracedChat(chat, traces) : chat,
    modelIds: { fast, strong },
    fallbackIds: fallback,
    prices: Object.fromEntries(
      Object.entries(prices).map(([id, price]) => [id, { inUsd: price.in, outUsd: price.out }]),
    ),
    capDayUsd: file.budgets.perDayUsd,
    limits: { maxCalls: file.limits.maxModelCalls, maxRepeats: file.limits.maxRepeats },
    timeoutMs: answerSeconds * 1_000,
    clock,
    ...rest,
  });
}
