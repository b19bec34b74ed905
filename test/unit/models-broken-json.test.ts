import { agentIo } from "../../src/domain/agent-io.js";
import { parseOutput } from "../../src/models/parse-output.js";
import { brokenJson, GOOD, wrappedJson } from "../support/broken-json.js";

const schema = agentIo.draft.out;

it("has enough ways to be wrong", () => {
  const texts = new Set(brokenJson().map(([, text]) => text));
  expect(texts.size).toBeGreaterThanOrEqual(318);
});

// The limit of a test is the measure: nothing may take longer than the text is long.
it.each(brokenJson())("refuses an answer where %s", (_, text) => {
  const read = parseOutput(schema, text);
  expect(read).toMatchObject({ ok: false });
  if (read.ok) return;
  expect(read.problem).not.toBe("");
  expect(read.problem.length + read.where.length).toBeLessThan(5_000);
});

it.each(wrappedJson())("takes the one value, %s", (_, text) => {
  const read = parseOutput(schema, text);
  expect(read).toEqual({ ok: true, value: GOOD });
  expect(Object.keys(read.ok ? read.value : {})).toEqual(["markdown", "changed"]);
});

it("changes nothing of ours, whatever keys a model gives", () => {
  const text = JSON.stringify(GOOD).replace("{", '{"__proto__":{"hostile":1},"constructor":1,');
  const read = parseOutput(schema, text);
  expect(read.ok && Object.getPrototypeOf(read.value)).toBe(Object.prototype);
  expect(({} as { hostile?: unknown }).hostile).toBeUndefined();
});
