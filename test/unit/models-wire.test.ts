import { z } from "zod";
import { backoffMs, timerSleep } from "../../src/models/backoff.js";
import { retryAfterMs } from "../../src/models/exchange.js";
import { parseOutput } from "../../src/models/parse-output.js";
import { readAnswer } from "../../src/models/read-answer.js";
import { judgeFailure } from "../../src/models/try-outcome.js";

const now = new Date("2026-11-20T14:00:00Z");

describe("waiting between tries", () => {
  it("doubles, and takes what the server asks for unless that is long", () => {
    expect([1, 2, 3].map((n) => backoffMs(n, null))).toEqual([500, 1000, 2000]);
    expect(backoffMs(1, 7000)).toBe(7000);
    expect(backoffMs(1, 12_000)).toBeNull();
  });

  it("reads Retry-After as seconds, date or milliseconds", () => {
    expect(retryAfterMs(new Headers({ "retry-after": "2" }), now)).toBe(2000);
    const date = new Headers({ "retry-after": "Fri, 20 Nov 2026 14:00:05 GMT" });
    expect(retryAfterMs(date, now)).toBe(5000);
    expect(retryAfterMs(new Headers({ "retry-after-ms": "250" }), now)).toBe(250);
    expect(retryAfterMs(new Headers({ "retry-after": "soon" }), now)).toBeNull();
    expect(retryAfterMs(new Headers(), now)).toBeNull();
  });

  it("ends a wait when it is stopped", async () => {
    const stop = new AbortController();
    const waiting = timerSleep(3_600_000, stop.signal);
    stop.abort(new Error("stopped"));
    await expect(waiting).rejects.toThrow("stopped");
    await expect(timerSleep(1, stop.signal)).rejects.toThrow("stopped");
  });
});

describe("reading a completion", () => {
  const body = (choice: object): unknown => ({
    choices: [choice],
    usage: { prompt_tokens: 10, completion_tokens: 5 },
  });

  it.each([
    ["text", { finish_reason: "stop", message: { content: "{}" } }],
    ["refused", { finish_reason: "stop", message: { content: null, refusal: "I cannot." } }],
    ["filtered", { finish_reason: "content_filter", message: { content: "{" } }],
    ["cut", { finish_reason: "length", message: { content: "{" } }],
    ["empty", { finish_reason: "stop", message: { content: " " } }],
  ])("says %s", (kind, choice) => {
    const answer = readAnswer(body(choice));
    expect(answer.kind).toBe(kind);
    expect(answer.usage).toEqual({ inputTokens: 10, outputTokens: 5 });
  });

  it("notices what is not a completion", () => {
    expect(readAnswer(null).kind).toBe("not_a_completion");
    expect(readAnswer({ choices: [] }).kind).toBe("not_a_completion");
  });

  it("parses JSON, also in a code fence, and names what is wrong", () => {
    const schema = z.object({ a: z.string().max(2), b: z.number().default(1) });
    expect(parseOutput(schema, '```json\n{"a":"x"}\n```')).toEqual({
      ok: true,
      value: { a: "x", b: 1 },
    });
    expect(parseOutput(schema, '{"a":"xyz"}')).toMatchObject({ ok: false, where: "a" });
    expect(parseOutput(schema, "hello")).toMatchObject({ ok: false, where: "not JSON" });
  });
});

describe("judging a failed try", () => {
  const wire = (status: number | null, body: unknown = null) => ({
    status,
    body,
    retryAfterMs: null,
    stalled: false,
  });

  it("tries again where that can help", () => {
    for (const status of [408, 409, 429, 500, 503]) {
      expect(judgeFailure(wire(status), null, false).kind).toBe("again");
    }
    for (const status of [400, 401, 403, 404, 422]) {
      expect(judgeFailure(wire(status), null, false).kind).toBe("refused");
    }
    const quota = { error: { code: "insufficient_quota" } };
    expect(judgeFailure(wire(429, quota), null, false).kind).toBe("refused");
  });

  it("books a try whose outcome is unknown, but not one that was never sent", () => {
    const refused = new Error("x", { cause: Object.assign(new Error(), { code: "ECONNREFUSED" }) });
    expect(judgeFailure(wire(null), refused, false).mayHaveCost).toBe(false);
    const reset = Object.assign(new Error(), { code: "ECONNRESET" });
    expect(judgeFailure(wire(null), reset, false).mayHaveCost).toBe(true);
    expect(judgeFailure(wire(null), refused, true)).toMatchObject({ reason: "timeout" });
  });

  it("repeats only a bare code of the provider", () => {
    const leaky = { error: { code: "bad key sk-abc123", type: "invalid_request_error" } };
    expect(judgeFailure(wire(401, leaky), null, false).reason).toBe("status 401");
    const plain = { error: { code: null, type: "invalid_request_error" } };
    expect(judgeFailure(wire(400, plain), null, false).reason).toBe(
      "status 400, invalid_request_error",
    );
  });
});
