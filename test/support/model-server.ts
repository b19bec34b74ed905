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
}

/** An OpenAI-compatible server whose answers tests decide; the journal is what a provider would bill. */
export interface ModelServer {
  baseUrl: string;
  asked: Asked[];
  scripts: Scripts;
  /** Answers the next requests with this HTTP status. */
  failNext(status: number, times: number): void;
  /** Is told whenever a request has come and whenever its answer has gone out. */
  onMoment(listener: () => void): () => void;
  /** Holds every answer back until released. */
  hold(): () => void;
  stop(): Promise<void>;
}

/** Starts a scripted model server on a free port. */
export async function startModelServer(scripts: Scripts): Promise<ModelServer> {
  const asked: Asked[] = [];
  const failing: number[] = [];
  const moments = new Set<() => void>();
  const tell = () => {
    for (const listener of moments) listener();
  };
  let gate: Promise<void> = Promise.resolve();
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
    const entry: Asked = { role, user, answered: false };
    asked.push(entry);
    tell();
    await gate;
    const status = failing.shift();
    if (status !== undefined) {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify({ error: { message: "scripted failure" } }));
      return;
    }
    const input = agentIo[role].in.parse(JSON.parse(user.slice(user.indexOf("{"))));
    const script = server_.scripts[role] as ((input: unknown) => unknown) | undefined;
    if (!script) throw new Error(`No script for ${role}`);
    const content = JSON.stringify(script(input));
    response.writeHead(200, { "content-type": "application/json" });
    response.end(
      JSON.stringify({
        id: "cmpl-1",
        object: "chat.completion",
        created: 0,
        model: body.model,
        choices: [
          {
            index: 0,
            finish_reason: "stop",
            message: { role: "assistant", content, refusal: null },
          },
        ],
        usage: { prompt_tokens: 100, completion_tokens: 50, total_tokens: 150 },
      }),
    );
    entry.answered = true;
    tell();
  }
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const server_: ModelServer = {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    scripts,
    failNext: (status, times) => failing.push(...Array.from({ length: times }, () => status)),
    onMoment(listener) {
      moments.add(listener);
      return () => moments.delete(listener);
    },
    hold() {
      let release = () => undefined as void;
      gate = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return server_;
}
