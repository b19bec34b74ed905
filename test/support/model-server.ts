import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { agentIo, type AgentIn, type AgentOut, type AgentRole } from "../../src/domain/agent-io.js";

/** What a scripted model says, by role; the input is what the agent sent. */
export type Scripts = { [R in AgentRole]?: (input: AgentIn<R>) => AgentOut<R> };

/** One request as the server saw it. */
export interface Asked {
  role: AgentRole;
  /** The whole user message: the same step asks with the same words. */
  user: string;
  answered: boolean;
  /** Milliseconds of the machine's clock when it came. */
  at: number;
  /** What a provider bills for the answer; 0 where none went out. */
  inputTokens: number;
  outputTokens: number;
}

/** What a good answer would be, for somebody who spoils it. */
export interface Exchange {
  asked: Asked;
  /** What the model says, as JSON. Throws where there is no script. */
  content: () => string;
  /** The whole body around a content. */
  body: (content: string, change?: { finishReason?: string; refusal?: string }) => string;
  response: ServerResponse;
}

/** Looks at each request before it is answered; whoever gives true has dealt with it. */
export type Spoil = (exchange: Exchange) => boolean | Promise<boolean>;

/** An OpenAI-compatible server whose answers tests decide; the journal is what a provider would bill. */
export interface ModelServer {
  baseUrl: string;
  asked: Asked[];
  scripts: Scripts;
  /** Answers the next requests with this HTTP status. */
  failNext(status: number, times: number): void;
  /** Is told whenever a request has come and whenever its answer has gone out. */
  onMoment(listener: () => void): () => void;
  /** Whether anybody listens on its port. */
  listen(on: boolean): Promise<void>;
  /** Holds every answer back until released. */
  hold(): () => void;
  /** Each answer waits for this from now on. */
  delay(wait: () => Promise<unknown>): void;
  stop(): Promise<void>;
}

const INPUT_TOKENS = 100;
const OUTPUT_TOKENS = 50;

/** Starts a scripted model server on a free port. */
export async function startModelServer(scripts: Scripts, spoil?: Spoil): Promise<ModelServer> {
  const asked: Asked[] = [];
  const failing: number[] = [];
  const moments = new Set<() => void>();
  const tell = () => {
    for (const listener of moments) listener();
  };
  let gate: Promise<void> = Promise.resolve();
  let wait = async (): Promise<unknown> => undefined;
  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString()) as {
      model: string;
      messages: { role: string; content: string }[];
      response_format: { json_schema: { name: AgentRole } };
    };
    const role = body.response_format.json_schema.name;
    const user = body.messages.find((message) => message.role === "user")?.content ?? "";
    const entry: Asked = {
      role,
      user,
      answered: false,
      at: Date.now(),
      inputTokens: 0,
      outputTokens: 0,
    };
    asked.push(entry);
    tell();
    await gate;
    await wait();
    const status = failing.shift();
    if (status !== undefined) {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify({ error: { message: "scripted failure" } }));
      return;
    }
    const exchange: Exchange = {
      asked: entry,
      response,
      content() {
        const input = agentIo[role].in.parse(JSON.parse(user.slice(user.indexOf("{"))));
        const script = server_.scripts[role] as ((input: unknown) => unknown) | undefined;
        if (!script) throw new Error(`No script for ${role}`);
        return JSON.stringify(script(input));
      },
      body: (content, change) => completion(body.model, content, change),
    };
    if (await spoil?.(exchange)) return tell();
    const content = exchange.content();
    response.writeHead(200, { "content-type": "application/json" });
    response.end(exchange.body(content));
    Object.assign(entry, {
      answered: true,
      inputTokens: INPUT_TOKENS,
      outputTokens: OUTPUT_TOKENS,
    });
    tell();
  }
  const open = (at: number) =>
    new Promise<void>((resolve) => server.listen(at, "127.0.0.1", resolve));
  const shut = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  await open(0);
  const { port } = server.address() as AddressInfo;
  const server_: ModelServer = {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    asked,
    scripts,
    failNext: (status, times) => failing.push(...Array.from({ length: times }, () => status)),
    onMoment(listener) {
      moments.add(listener);
      return () => moments.delete(listener);
    },
    async listen(on) {
      if (on !== server.listening) await (on ? open(port) : shut());
    },
    delay(other) {
      wait = other;
    },
    hold() {
      let release = () => undefined as void;
      gate = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },
    async stop() {
      if (server.listening) await shut();
    },
  };
  return server_;
}

function completion(
  model: string,
  content: string,
  { finishReason = "stop", refusal }: { finishReason?: string; refusal?: string } = {},
): string {
  const message = {
    role: "assistant",
    content: refusal ? null : content,
    refusal: refusal ?? null,
  };
  return JSON.stringify({
    id: "cmpl-1",
    object: "chat.completion",
    created: 0,
    model,
    choices: [{ index: 0, finish_reason: finishReason, message }],
    usage: {
      prompt_tokens: INPUT_TOKENS,
      completion_tokens: OUTPUT_TOKENS,
      total_tokens: INPUT_TOKENS + OUTPUT_TOKENS,
    },
  });
}
