import { type AgentIn, agentIo } from "../domain/agent-io.js";
import type { Chat } from "./chat.js";
import type { ModelRole } from "./model-call.js";
import { parseOutput } from "./parse-output.js";
import { costUsd, priceOf, type Price } from "./prices.js";
import { readAnswer } from "./read-answer.js";
import { strictSchema } from "./strict-schema.js";
import { judgeFailure } from "./try-outcome.js";

/** What became of one small call; `reason` is a status or a provider's bare code, never its text. */
export type ModelProbe =
  | { kind: "ok"; costUsd: number }
  | {
      kind: "no_answer" | "address" | "key" | "unknown_model" | "refused" | "form";
      reason: string;
    };

/** Small enough to cost next to nothing, with room for a model that thinks first. */
const MAX_OUTPUT_TOKENS = 4_000;

const SYSTEM =
  "You decide which way a request goes. Choose the path answer, with one short sentence as answer, and no questions.";

/**
 * Asks a model one tiny question in the form of a real agent's answer, so that a compatible server which
 * knows the agents' names answers it too.
 */
export async function probeModel(
  deps: { chat: Chat; prices: Readonly<Record<string, Price>>; now: Date },
  model: string,
  modelRole: ModelRole,
  signal: AbortSignal,
): Promise<ModelProbe> {
  const input: AgentIn<"triage"> = {
    goal: "What can you do?",
    askedBy: "doctor",
    notes: [],
    now: deps.now.toISOString(),
    tz: "UTC",
    sources: [],
  };
  const { exchange, error } = await deps.chat(
    {
      model,
      modelRole,
      turns: [
        { from: "system", text: SYSTEM },
        { from: "user", text: JSON.stringify(input) },
      ],
      schemaName: "triage",
      schema: strictSchema(agentIo.triage.out),
      maxOutputTokens: MAX_OUTPUT_TOKENS,
    },
    signal,
  );
  const { status, body } = exchange;
  if (status === null || status < 200 || status > 299) {
    const { reason } = judgeFailure(exchange, error, signal.aborted);
    return { kind: whyNot(status, body), reason };
  }
  const answer = readAnswer(body);
  if (answer.kind === "not_a_completion") return { kind: "address", reason: "no completion" };
  if (answer.kind !== "text" || !parseOutput(agentIo.triage.out, answer.text).ok) {
    return { kind: "form", reason: answer.kind };
  }
  const { inputTokens = 0, outputTokens = 0 } = answer.usage ?? {};
  return { kind: "ok", costUsd: costUsd(priceOf(model, deps.prices), inputTokens, outputTokens) };
}

function whyNot(status: number | null, body: unknown): Exclude<ModelProbe["kind"], "ok" | "form"> {
  if (status === null || status >= 500 || status === 408) return "no_answer";
  if (status === 401 || status === 403) return "key";
  // Servers agree on neither code nor type for a model they do not have, but all of them say the word.
  const said = JSON.stringify(body ?? "");
  const isAboutModel = /model/i.test(said) && !/invalid url|no route|unknown path/i.test(said);
  if ((status === 404 || status === 400) && isAboutModel) return "unknown_model";
  return status === 404 || status === 405 ? "address" : "refused";
}
