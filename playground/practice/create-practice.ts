import type { IncomingMessage, ServerResponse } from "node:http";
import { respond } from "./respond.js";
import { inputIn } from "./shapes.js";

/** The id the practice model answers to; it labels every result. */
export const PRACTICE_ID = "practice";

const MOST_BYTES = 8_000_000;

interface Ask {
  model?: unknown;
  stream?: unknown;
  messages?: { role?: unknown; content?: unknown }[];
  response_format?: { json_schema?: { name?: unknown } };
}

/** The practice model as a request handler. */
export interface Practice {
  /** Answers `…/chat/completions` and `…/models`; 404 for anything else. Never throws. */
  handle(req: IncomingMessage, res: ServerResponse): Promise<void>;
}

/**
 * A model without a model: deterministic rules that write only from what they were given to read,
 * behind the chat-completions protocol. `delayMs` lets it take as long as people expect; `before` is waited for
 * before a role answers.
 */
export function createPractice(
  options: { delayMs?: number; before?: (role: string) => Promise<void> } = {},
): Practice {
  return {
    handle: async (req, res) => {
      const path = (req.url ?? "/").split("?")[0]!;
      try {
        if (req.method === "GET" && path.endsWith("/models")) {
          send(res, 200, { object: "list", data: [{ id: PRACTICE_ID, object: "model" }] });
        } else if (req.method === "POST" && path.endsWith("/chat/completions")) {
          await complete(await bodyOf(req), res, options);
        } else refuse(res, 404, "not_found", "There is no such path.");
      } catch (error) {
        const said = error instanceof Error ? error.message : String(error);
        if (!res.headersSent) refuse(res, 400, "bad_request", said);
        else res.end();
      }
    },
  };
}

async function complete(
  ask: Ask,
  res: ServerResponse,
  { delayMs = 0, before }: NonNullable<Parameters<typeof createPractice>[0]>,
): Promise<void> {
  const texts = (ask.messages ?? []).map((message) => textOf(message.content));
  const users = (ask.messages ?? []).flatMap((m, at) =>
    m.role === "user" ? [texts[at] ?? ""] : [],
  );
  const input = users.map(inputIn).find((one) => one !== null) ?? null;
  const role = ask.response_format?.json_schema?.name;
  const answer = input && typeof role === "string" ? respond(role, input) : null;
  if (!answer) {
    refuse(res, 400, "unknown_role", "The practice model knows six roles and one form of input.");
    return;
  }
  await before?.(String(role));
  if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
  const content = JSON.stringify(answer);
  const prompt = tokens(texts.join("\n"));
  const usage = {
    prompt_tokens: prompt,
    completion_tokens: tokens(content),
    total_tokens: prompt + tokens(content),
  };
  const model = typeof ask.model === "string" ? ask.model : PRACTICE_ID;
  const about = { id: "chatcmpl-practice", created: 0, model };
  if (ask.stream !== true) {
    const message = { role: "assistant", content, refusal: null };
    const choices = [{ index: 0, message, finish_reason: "stop", logprobs: null }];
    send(res, 200, { ...about, object: "chat.completion", choices, usage });
    return;
  }
  res.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  const chunk = (delta: object, finish: string | null, extra: object = {}): void => {
    const choices = [{ index: 0, delta, finish_reason: finish }];
    const event = { ...about, object: "chat.completion.chunk", choices, ...extra };
    res.write(`data: ${JSON.stringify(event)}\n\n`);
  };
  chunk({ role: "assistant", content }, null);
  chunk({}, "stop", { usage });
  res.end("data: [DONE]\n\n");
}

/** A message's text, whether it is a string or a list of parts. */
function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content
    .map((part: { text?: unknown }) => (typeof part?.text === "string" ? part.text : ""))
    .join("");
}

async function bodyOf(req: IncomingMessage): Promise<Ask> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of req) {
    bytes += (chunk as Buffer).length;
    if (bytes > MOST_BYTES) throw new Error("The request is too large.");
    chunks.push(chunk as Buffer);
  }
  const value: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"));
  if (typeof value !== "object" || value === null) throw new Error("The request is no object.");
  return value as Ask;
}

function tokens(text: string): number {
  return Math.ceil(text.length / 4);
}

function refuse(res: ServerResponse, status: number, code: string, message: string): void {
  send(res, status, { error: { message, type: "invalid_request_error", code } });
}

function send(res: ServerResponse, status: number, body: object): void {
  res.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
