import { AIMessage, HumanMessage, SystemMessage } from "@langchain/core/messages";
import { ChatOpenAICompletions } from "@langchain/openai";
import { recordingFetch, type Exchange } from "./exchange.js";
import type { ModelRole } from "./model-call.js";
import type { JsonSchema } from "./strict-schema.js";

/** One turn of the conversation with the model. */
export interface Turn {
  from: "system" | "user" | "model";
  text: string;
}

/** One HTTP call: what is sent. */
export interface ChatAsk {
  model: string;
  modelRole: ModelRole;
  turns: Turn[];
  schemaName: string;
  schema: JsonSchema;
  maxOutputTokens: number;
}

/** What came of one HTTP call; `error` is null when a completion came. */
export interface ChatTry {
  exchange: Exchange;
  error: unknown;
}

/** Sends one chat completion, once; never throws. */
export type Chat = (ask: ChatAsk, signal: AbortSignal) => Promise<ChatTry>;

/**
 * The chat-completions half of LangChain's ChatOpenAI, because that is what every compatible server speaks.
 * A new client for each call: it owns the fetch that records what really came over the wire.
 */
export function createChat(to: {
  apiKey: string;
  baseUrl: string;
  now: () => Date;
  /** How long a server may send nothing, in ms. */
  silenceMs?: number;
}): Chat {
  return async (ask, signal) => {
    const { fetch, exchange } = recordingFetch(to.now, to.silenceMs);
    const model = new ChatOpenAICompletions({
      model: ask.model,
      apiKey: to.apiKey,
      maxRetries: 0,
      maxTokens: ask.maxOutputTokens,
      // Taken only by reasoning models; routing and reading need little of it.
      ...(ask.modelRole === "fast" ? { reasoning: { effort: "low" as const } } : {}),
      configuration: { baseURL: to.baseUrl, fetch },
    });
    try {
      await model.invoke(ask.turns.map(message), {
        signal,
        response_format: {
          type: "json_schema",
          json_schema: { name: ask.schemaName, schema: ask.schema, strict: true },
        },
      });
      return { exchange, error: null };
    } catch (error) {
      return { exchange, error };
    }
  };
}

function message(turn: Turn): SystemMessage | HumanMessage | AIMessage {
  if (turn.from === "system") return new SystemMessage(turn.text);
  return turn.from === "user" ? new HumanMessage(turn.text) : new AIMessage(turn.text);
}
