import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import type { Log } from "../../src/log.js";
import { createModelCalls } from "../../src/models/create-model-calls.js";
import { memorySpend } from "../unit/models-memory-spend.js";

const KEY = "sk-secret-value-1234567890";
const schema = z.object({ answer: z.string().max(10) });

type Reply = (res: ServerResponse, req: IncomingMessage) => void;
interface Sent {
  model: string;
  messages: { role: string; content: string }[];
  response_format: { type: string; json_schema: { name: string; strict: boolean } };
  max_completion_tokens?: number;
}

const completion =
  (content: string | null, extra: object = {}, finish = "stop"): Reply =>
  (res) => {
    res.setHeader("content-type", "application/json").end(
      JSON.stringify({
        id: "c1",
        object: "chat.completion",
        created: 1,
        model: "gpt-5",
        choices: [
          {
            index: 0,
            finish_reason: finish,
            message: { role: "assistant", content, refusal: null, ...extra },
          },
        ],
        usage: { prompt_tokens: 1000, completion_tokens: 100, total_tokens: 1100 },
      }),
    );
  };
const status =
  (code: number, headers: Record<string, string> = {}): Reply =>
  (res) => {
    res.writeHead(code, headers).end(JSON.stringify({ error: { message: `bad ${KEY}` } }));
  };

describe("model calls over HTTP", () => {
  let server: Server;
  let replies: Reply[] = [];
  let sent: Sent[] = [];
  let slept: number[] = [];
  let logged = "";

  beforeEach(async () => {
    [replies, sent, slept, logged] = [[], [], [], ""];
    server = createServer((req, res) => {
      let body = "";
      req.on("data", (chunk: Buffer) => (body += chunk.toString()));
      req.on("end", () => {
        sent.push(JSON.parse(body) as Sent);
        const reply = replies.shift() ?? status(500);
        reply(res, req);
      });
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });

  const keep = (fields: object, message: string): void => {
    logged += `${JSON.stringify(fields)} ${message}\n`;
  };
  const log: Log = { debug: keep, info: keep, warn: keep, error: keep };
  const setUp = (options: { capRunUsd?: number; capDayUsd?: number; timeoutMs?: number } = {}) => {
    const spend = memorySpend(options.capRunUsd);
    const { call } = createModelCalls({
      apiKey: KEY,
      baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
      modelIds: { fast: "gpt-5-mini", strong: "gpt-5" },
      spend,
      capDayUsd: options.capDayUsd ?? 20,
      timeoutMs: options.timeoutMs ?? 30_000,
      log,
      sleep: async (ms) => void slept.push(ms),
    });
    const ask = (key = "s1", signal?: AbortSignal) =>
      call(
        {
          runId: "r1",
          key,
          role: "draft",
          modelRole: "strong",
          system: "You are a test.",
          user: '{"goal":"x"}',
          schema,
          schemaName: "draft",
        },
        signal,
      );
    return { ask, spend };
  };

  it("sends the role as the schema's name and books what it cost", async () => {
    replies = [completion('{"answer":"yes"}')];
    const { ask, spend } = setUp();
    expect(await ask()).toEqual({ answer: "yes" });
    expect(sent[0]?.response_format.json_schema).toMatchObject({ name: "draft", strict: true });
    expect(sent[0]?.max_completion_tokens).toBe(8000);
    expect(spend.spentUsd).toBeCloseTo((1000 * 1.25 + 100 * 10) / 1e6, 10);
    expect(spend.reservedUsd).toBeCloseTo(0, 10);
    expect(spend.settled[0]).toMatchObject({ inputTokens: 1000, isUpperBound: false });
  });

  it("does not ask again for an answer it has", async () => {
    replies = [completion('{"answer":"yes"}')];
    const { ask } = setUp();
    await ask();
    expect(await ask()).toEqual({ answer: "yes" });
    expect(sent).toHaveLength(1);
  });

  it("tries again after 429 and 5xx, as long as the server asks for", async () => {
    replies = [status(429, { "retry-after": "3" }), status(503), completion('{"answer":"ok"}')];
    const { ask, spend } = setUp();
    expect(await ask()).toEqual({ answer: "ok" });
    expect(slept).toEqual([3000, 1000]);
    expect(spend.log).toEqual(["reserve", "settle", "reserve", "settle", "reserve", "settle"]);
  });

  it("gives up after three tries, with no secret in error or log", async () => {
    replies = [status(500), status(500), status(500)];
    const { ask, spend } = setUp();
    const error = await ask().catch((e: unknown) => e as Error);
    expect(error).toMatchObject({ code: "MODEL_UNREACHABLE", detail: "(status 500)" });
    expect(sent).toHaveLength(3);
    expect(spend.spentUsd).toBe(0);
    expect(`${(error as Error).stack ?? ""}${logged}`).not.toContain("sk-");
  });

  it.each([401, 403, 404, 400])("does not repeat a %i", async (code) => {
    replies = [status(code)];
    const { ask } = setUp();
    await expect(ask()).rejects.toMatchObject({ code: "MODEL_REFUSED" });
    expect(sent).toHaveLength(1);
  });

  it("says so when a page answers instead of a model", async () => {
    replies = [(res) => res.setHeader("content-type", "text/html").end("<p>hello</p>")];
    const { ask } = setUp();
    await expect(ask()).rejects.toMatchObject({ code: "MODEL_REFUSED" });
  });

  it("books the worst cost of a try that ran into the time limit", async () => {
    replies = [() => undefined, completion('{"answer":"ok"}')];
    const { ask, spend } = setUp({ timeoutMs: 1_500 });
    expect(await ask()).toEqual({ answer: "ok" });
    expect(spend.settled[0]).toMatchObject({ isUpperBound: true, response: null });
    expect(spend.settled[0]?.costUsd).toBeGreaterThan(0.08);
  });

  it("cuts a body that never ends at the time limit", async () => {
    const stall: Reply = (res) => {
      res.writeHead(200, { "content-type": "application/json" });
      res.write('{"choices":');
    };
    replies = [stall, stall, stall];
    const { ask } = setUp({ timeoutMs: 100 });
    await expect(ask()).rejects.toMatchObject({ code: "MODEL_UNREACHABLE", detail: "(timeout)" });
  });

  it("stops at once when it is told to", async () => {
    const stop = new AbortController();
    replies = [() => stop.abort(new Error("stopped by Leo"))];
    const { ask, spend } = setUp();
    await expect(ask("s1", stop.signal)).rejects.toThrow("stopped by Leo");
    expect(sent).toHaveLength(1);
    expect(spend.reservedUsd).toBeCloseTo(0, 10);
  });

  it("sends the problem back, twice at most", async () => {
    replies = [
      completion('{"answer":"much too long an answer"}'),
      completion("no JSON at all"),
      completion('{"answer":"short"}'),
    ];
    const { ask, spend } = setUp();
    expect(await ask()).toEqual({ answer: "short" });
    expect(sent[1]?.messages.at(-1)?.content).toContain("answer");
    expect(sent[2]?.messages.map((m) => m.role)).toHaveLength(6);
    expect(spend.spentUsd).toBeCloseTo((3 * (1000 * 1.25 + 100 * 10)) / 1e6, 10);

    replies = [completion("{}"), completion("{}"), completion("{}"), completion("{}")];
    await expect(ask("s2")).rejects.toMatchObject({
      code: "MODEL_OUTPUT_INVALID",
      detail: "(draft: answer)",
    });
    expect(replies).toHaveLength(1);
  });

  it.each([
    ["a refusal", completion(null, { refusal: "No." }), 1, "declined"],
    ["a filtered answer", completion('{"a', {}, "content_filter"), 1, "filter"],
    ["an answer cut off", completion('{"a', {}, "length"), 3, "cut off"],
    ["an empty answer", completion(""), 3, "empty"],
  ])("tells %s apart and still books it", async (_, reply, tries, words) => {
    replies = [reply, reply, reply];
    const { ask, spend } = setUp();
    const error = await ask().catch((e: unknown) => e as Error);
    expect(error).toMatchObject({ code: "MODEL_OUTPUT_INVALID" });
    expect((error as Error).message).toContain(words);
    expect(sent).toHaveLength(tries);
    expect(spend.settled.every((s) => s.costUsd > 0)).toBe(true);
  });

  it("asks nobody once a cap would be passed", async () => {
    await expect(setUp({ capRunUsd: 0.05 }).ask()).rejects.toMatchObject({ code: "BUDGET_RUN" });
    await expect(setUp({ capDayUsd: 0.05 }).ask()).rejects.toMatchObject({ code: "BUDGET_DAY" });
    expect(sent).toHaveLength(0);
  });

  it("says unreachable when nobody listens, and books nothing", async () => {
    const { ask, spend } = setUp();
    await new Promise((done) => server.close(done));
    await expect(ask()).rejects.toMatchObject({ code: "MODEL_UNREACHABLE", detail: "(network)" });
    expect(spend.spentUsd).toBe(0);
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  });
});
