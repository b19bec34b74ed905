import {
  type FaultModel,
  type ModelFault,
  startFaultModel,
} from "../faults/harness/fault-model.js";
import { storyScripts } from "../support/story-scripts.js";

let model: FaultModel;
beforeEach(async () => {
  model = await startFaultModel(storyScripts());
});
afterEach(() => model.stop());

/** Asks as the product does; a signal for those who would wait for ever. */
async function ask(role: "triage" | "schedule", limitMs = 5_000) {
  const input = { goal: "a brief", askedBy: "Maya", notes: [], now: "", tz: "UTC", sources: [] };
  const response = await fetch(`${model.baseUrl}/chat/completions`, {
    method: "POST",
    signal: AbortSignal.timeout(limitMs),
    body: JSON.stringify({
      model: "any",
      messages: [{ role: "user", content: JSON.stringify(input) }],
      response_format: { json_schema: { name: role } },
    }),
  });
  return { response, text: await response.text() };
}

interface Body {
  choices: { finish_reason: string; message: { content: string | null; refusal: string | null } }[];
}
const choice = (text: string) => (JSON.parse(text) as Body).choices[0]!;

it("hits the n-th call of a role, and no other", async () => {
  model.plan({ fault: { kind: "status", status: 429, retryAfterS: 3 }, role: "triage", nth: 2 });
  const statuses = [];
  for (const role of ["triage", "schedule", "triage", "triage"] as const) {
    const { response } = await ask(role);
    statuses.push([role, response.status, response.headers.get("retry-after")]);
  }
  expect(statuses).toEqual([
    ["triage", 200, null],
    ["schedule", 200, null],
    ["triage", 429, "3"],
    ["triage", 200, null],
  ]);
  expect(model.done.map(({ role, kind }) => [role, kind])).toEqual([["triage", "status"]]);
  expect(model.billed()).toEqual({ calls: 3, inputTokens: 300, outputTokens: 150 });
});

it("hits a share of the calls, the same ones with the same seed", async () => {
  const run = async () => {
    model.calm();
    model.plan({ fault: { kind: "status", status: 500 }, probability: 0.4, seed: 11 });
    const statuses = [];
    for (let n = 0; n < 20; n += 1) statuses.push((await ask("triage")).response.status);
    return statuses;
  };
  const first = await run();
  expect(new Set(first)).toEqual(new Set([200, 500]));
  expect(await run()).toEqual(first);
});

it("spoils answers, and bills what was generated", async () => {
  const spoilt = async (fault: ModelFault) => {
    model.plan({ fault });
    return (await ask("triage")).text;
  };
  expect(await spoilt({ kind: "html" })).toMatch(/^<html>/);
  expect(await spoilt({ kind: "empty" })).toBe("");
  expect(choice(await spoilt({ kind: "bad-json" })).message.content).toMatch(/ and so on$/);
  expect(choice(await spoilt({ kind: "wrong-schema" })).message.content).toBe(
    '{"verdict":"maybe"}',
  );
  expect(choice(await spoilt({ kind: "refusal" })).message).toMatchObject({
    content: null,
    refusal: "I cannot help with that.",
  });
  expect(choice(await spoilt({ kind: "content-filter" })).finish_reason).toBe("content_filter");
  expect(choice(await spoilt({ kind: "length" })).finish_reason).toBe("length");
  expect(choice(await spoilt({ kind: "slow", ms: 1 })).message.content).toMatch(/Launch brief/);
  expect(model.billed().calls).toBe(8);
});

it("breaks connections: before an answer, in it, and for good", async () => {
  model.plan({ fault: { kind: "reset" } });
  await expect(ask("triage")).rejects.toThrow();
  model.plan({ fault: { kind: "cut" } });
  await expect(ask("triage")).rejects.toThrow();
  model.plan({ fault: { kind: "no-first-byte" } });
  await expect(ask("triage", 50)).rejects.toThrow(/timeout/);
  expect(model.billed().calls).toBe(1);
  await model.listen(false);
  await expect(ask("triage")).rejects.toThrow();
  await model.listen(true);
  expect((await ask("triage")).response.status).toBe(200);
});
