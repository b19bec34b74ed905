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

const page: Reply = (res) => res.setHeader("content-type", "text/html").end("<p>hello</p>");
/** Promises more than it sends, and hangs up. */
const cutBody = (res: ServerResponse): void => {
  res.writeHead(200, { "content-type": "application/json", "content-length": "500" });
  res.write('{"choices":[{"mess', () => res.destroy());
};

describe("model calls over HTTP", () => {
  let server: Server;
  let replies: Reply[] = [];
  let sent: Sent[] = [];
  let slept: number[] = [];
  let nowMs = 0;
  let logged = "";

  beforeEach(async () => {
    [replies, sent, slept, logged, nowMs] = [[], [], [], "", 0];
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
  const setUp = (
    options: {
      capRunUsd?: number;
      capDayUsd?: number;
      timeoutMs?: number;
      silenceMs?: number;
      fallbackIds?: { strong: string };
    } = {},
  ) => {
    const spend = memorySpend(options.capRunUsd);
    const { call } = createModelCalls({
      apiKey: KEY,
      baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
      modelIds: { fast: "gpt-5-mini", strong: "gpt-5" },
      spend,
      capDayUsd: options.capDayUsd ?? 20,
      timeoutMs: options.timeoutMs ?? 30_000,
      silenceMs: options.silenceMs ?? 30_000,
      fallbackIds: options.fallbackIds ?? {},
      log,
      sleep: async (ms) => {
        slept.push(ms);
        nowMs += ms;
      },
      nowMs: () => nowMs,
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
          inputDigest: key,
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
    expect(spend.settled[0]?.at).toEqual(spend.reserved[0]?.at);
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

  it("takes a page that always answers instead of a model for a wrong address", async () => {
    replies = [page, page, page];
    const { ask } = setUp();
    await expect(ask()).rejects.toMatchObject({ code: "MODEL_REFUSED" });
  });

  it.each([
    ["a page", (res: ServerResponse) => page(res, undefined as never), 0.08],
    ["nothing", (res: ServerResponse) => res.end(), 0.08],
    ["half a completion", (res: ServerResponse) => res.end('{"choices":[{"mess'), 0.08],
    ["an error", (res: ServerResponse) => res.end('{"error":{"message":"overloaded"}}'), 0],
    ["a body cut in the middle", cutBody, 0.08],
  ])("takes %s for an outage once the model was there", async (_, reply, atLeastUsd) => {
    const { ask, spend } = setUp();
    replies = [completion('{"answer":"yes"}'), reply, reply, reply, reply];
    await ask();
    const before = spend.spentUsd;
    await expect(ask("s2")).rejects.toMatchObject({ code: "MODEL_UNREACHABLE" });
    expect(spend.spentUsd - before).toBeGreaterThanOrEqual(3 * atLeastUsd);
    if (atLeastUsd === 0) expect(spend.spentUsd).toBe(before);
    expect(spend.reservedUsd).toBeCloseTo(0, 10);
    expect(spend.settled.filter((one) => one.isOutage)).toHaveLength(3);
  });

  it("ends a try to which no byte comes, books its worst cost, and leaves the rest to the run", async () => {
    replies = [() => undefined];
    const { ask, spend } = setUp({ silenceMs: 50 });
    await expect(ask()).rejects.toMatchObject({
      code: "MODEL_UNREACHABLE",
      detail: "(no first byte)",
    });
    expect(sent).toHaveLength(1);
    expect(spend.settled[0]).toMatchObject({ isUpperBound: true, response: null });
    expect(spend.settled[0]?.costUsd).toBeGreaterThan(0.08);
  });

  it("ends a try in which no more bytes come", async () => {
    const trickle: Reply = (res) => {
      res.writeHead(200, { "content-type": "application/json" });
      res.write('{"choices":');
    };
    replies = [trickle];
    const { ask, spend } = setUp({ silenceMs: 50 });
    await expect(ask()).rejects.toMatchObject({ code: "MODEL_UNREACHABLE" });
    expect(spend.settled[0]).toMatchObject({ isUpperBound: true, response: null });
  });

  it("never asks sooner than the server wants, not even for another job", async () => {
    replies = [status(429, { "retry-after": "90" })];
    const { ask } = setUp();
    await expect(ask()).rejects.toMatchObject({ code: "MODEL_UNREACHABLE", retryAfterMs: 90_000 });
    nowMs = 89_000;
    await expect(ask("s2")).rejects.toMatchObject({ retryAfterMs: 1_000 });
    expect(sent).toHaveLength(1);
    nowMs = 90_000;
    replies = [completion('{"answer":"ok"}')];
    expect(await ask("s2")).toEqual({ answer: "ok" });
  });

  it("asks again after ten minutes, however long the server wants to be left alone", async () => {
    replies = [status(429, { "retry-after": "3600" })];
    const { ask } = setUp();
    await expect(ask()).rejects.toMatchObject({ code: "MODEL_UNREACHABLE", retryAfterMs: 600_000 });
    nowMs = 600_000;
    replies = [completion('{"answer":"ok"}')];
    expect(await ask("s2")).toEqual({ answer: "ok" });
  });

  it("leaves a model alone after five outages in a row, then tries with one call", async () => {
    replies = Array.from({ length: 5 }, () => status(503));
    const { ask } = setUp();
    await expect(ask()).rejects.toMatchObject({ code: "MODEL_UNREACHABLE" });
    await expect(ask()).rejects.toMatchObject({ code: "MODEL_UNREACHABLE" });
    expect(sent).toHaveLength(5);
    await expect(ask("s2")).rejects.toMatchObject({ detail: "(left alone)" });
    expect(sent).toHaveLength(5);
    nowMs += 10_000;
    let probed = (): void => undefined;
    const asked = new Promise<void>((resolve) => (probed = resolve));
    let answer = (): void => undefined;
    replies = [
      (res, req) => {
        answer = () => completion('{"answer":"back"}')(res, req);
        probed();
      },
    ];
    const probe = ask("s2");
    await asked;
    await expect(ask("s3")).rejects.toMatchObject({ detail: "(left alone)" });
    answer();
    expect(await probe).toEqual({ answer: "back" });
    replies = [completion('{"answer":"ok"}')];
    expect(await ask("s3")).toEqual({ answer: "ok" });
  });

  it("lets another model stand in, at its own price, and notes for which", async () => {
    replies = Array.from({ length: 5 }, () => status(503));
    const { ask, spend } = setUp({ fallbackIds: { strong: "gpt-4.1" } });
    await expect(ask()).rejects.toMatchObject({ code: "MODEL_UNREACHABLE" });
    replies.push(completion('{"answer":"ok"}'));
    expect(await ask()).toEqual({ answer: "ok" });
    expect(sent.at(-1)?.model).toBe("gpt-4.1");
    expect(spend.reserved.at(-1)).toMatchObject({ model: "gpt-4.1", insteadOf: "gpt-5" });
    expect(spend.settled.at(-1)?.costUsd).toBeCloseTo((1000 * 2 + 100 * 8) / 1e6, 10);
  });

  it("cuts a body that never ends at the time limit", async () => {
    const stall: Reply = (res) => {
      res.writeHead(200, { "content-type": "application/json" });
      res.write('{"choices":');
    };
    replies = [stall];
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
    ["a refusal", completion(null, { refusal: "No." }), 1, "MODEL_DECLINED"],
    ["a filtered answer", completion('{"a', {}, "content_filter"), 1, "MODEL_FILTERED"],
    ["an answer cut off", completion('{"a', {}, "length"), 3, "MODEL_CUT_OFF"],
    ["an empty answer", completion(""), 3, "MODEL_EMPTY"],
  ])("tells %s apart and still books it", async (_, reply, tries, code) => {
    replies = [reply, reply, reply];
    const { ask, spend } = setUp();
    await expect(ask()).rejects.toMatchObject({ code });
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
