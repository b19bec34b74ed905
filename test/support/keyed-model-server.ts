import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** An OpenAI-compatible server that looks at key and model, as a real one does. */
export interface KeyedModelServer {
  baseUrl: string;
  stop(): Promise<void>;
}

const triage = { path: "answer", title: "About", recurring: false, answer: "Ask.", questions: [] };

/** Starts one that takes `key` and has `models`; it answers each call as triage would. */
export async function startKeyedModelServer(has: {
  key: string;
  models: string[];
}): Promise<KeyedModelServer> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const say = (status: number, body: object) => {
        response.writeHead(status, { "content-type": "application/json" });
        response.end(JSON.stringify(body));
      };
      const refuse = (status: number, code: string, message: string) =>
        say(status, { error: { message, type: "invalid_request_error", code } });
      const given = request.headers.authorization?.replace(/^Bearer /, "") ?? "";
      if (request.url !== "/v1/chat/completions") {
        return refuse(404, "unknown_url", `Invalid URL (POST ${request.url})`);
      }
      // Real ones repeat the key in their words.
      if (given !== has.key) return refuse(401, "invalid_api_key", `Incorrect key: ${given}`);
      const { model } = JSON.parse(Buffer.concat(chunks).toString()) as { model: string };
      if (!has.models.includes(model)) {
        return refuse(404, "model_not_found", `The model ${model} does not exist`);
      }
      const message = { role: "assistant", content: JSON.stringify(triage), refusal: null };
      return say(200, {
        id: "cmpl-1",
        object: "chat.completion",
        created: 0,
        model,
        choices: [{ index: 0, finish_reason: "stop", message }],
        usage: { prompt_tokens: 300, completion_tokens: 40, total_tokens: 340 },
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
