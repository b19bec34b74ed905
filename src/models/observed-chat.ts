import { type Meter, secondsSince } from "../meter.js";
import type { Chat, ChatAsk, ChatTry } from "./chat.js";
import { readAnswer } from "./read-answer.js";

/** The same chat, counted: calls by outcome, their time and the tokens that the service counted. */
export function observedChat(chat: Chat, meter: Meter): Chat {
  return async (ask, signal) => {
    const startedMs = performance.now();
    const done = await chat(ask, signal);
    const names = { role: ask.schemaName, model: ask.model };
    meter.time("fermata_model_call_seconds", secondsSince(startedMs), names);
    meter.count("fermata_model_calls_total", { ...names, outcome: outcomeOf(done) });
    countTokens(meter, ask, done);
    return done;
  };
}

/** `ok`, the HTTP status of an error, or `no_answer`. */
export function outcomeOf({ exchange: { status } }: ChatTry): string {
  if (status === null) return "no_answer";
  return status >= 200 && status < 300 ? "ok" : `${status}`;
}

function countTokens(meter: Meter, ask: ChatAsk, done: ChatTry): void {
  const usage = outcomeOf(done) === "ok" ? readAnswer(done.exchange.body).usage : undefined;
  if (!usage) return;
  const names = { role: ask.schemaName, model: ask.model };
  const { inputTokens, outputTokens } = usage;
  meter.count("fermata_model_tokens_total", { ...names, direction: "input" }, inputTokens);
  meter.count("fermata_model_tokens_total", { ...names, direction: "output" }, outputTokens);
}
