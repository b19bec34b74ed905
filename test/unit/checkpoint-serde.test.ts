import { Send } from "@langchain/langgraph";
import { MemorySaver } from "@langchain/langgraph-checkpoint";
import fc from "fast-check";
import { dataSerde } from "../../src/store/checkpoints/data-serde.js";

const roundTrip = async (value: unknown): Promise<unknown> => {
  const [type, bytes] = await dataSerde.dumpsTyped(value);
  return dataSerde.loadsTyped(type, bytes);
};

/** Text with what breaks stores: NUL, halves of characters, and the library's own signs. */
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.constantFrom("\0", "\ud800", "\udfff", "a", '"', "\\") }),
  fc.constantFrom("lc", "\0lc", "\0\0lc", "__proto__", "constructor", "undefined", "langgraph"),
);
const anyKey = fc.oneof(text, fc.constantFrom("lc", "type", "id", "kwargs", "value", "toString"));

/** Any JSON value; -0 is 0 in JSON. */
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { depthSize: "medium" },
    fc.constantFrom(null, true, false, 0, 1, 2),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
    text,
    fc.constantFrom("constructor", "secret", "undefined", "delta_snapshot"),
    fc.array(tie("json"), { maxLength: 4 }),
    fc
      .array(fc.tuple(anyKey, tie("json")), { maxLength: 5 })
      .map((entries) => Object.fromEntries(entries) as unknown),
    fc.record({ lc: fc.constantFrom(1, 2), type: text, id: fc.array(text), args: tie("json") }),
  ),
}));

/** Throws unless every object in it has no class. */
function expectPlain(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) {
    const above: unknown = Object.getPrototypeOf(value);
    if (above !== null && Object.getPrototypeOf(above) !== null) throw new Error("It has a class.");
  }
  for (const one of Object.values(value)) expectPlain(one);
}

describe("the values of a checkpoint", () => {
  it("come back equal and plain, whatever JSON they are", async () => {
    await fc.assert(
      fc.asyncProperty(json, async (value) => {
        const back = await roundTrip(value);
        expectPlain(back);
        expect(JSON.stringify(back)).toBe(JSON.stringify(value));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    { lc: 1, type: "constructor", id: ["langchain_core", "messages", "SystemMessage"], kwargs: {} },
    { lc: 1, type: "constructor", id: ["langgraph", "Send"], kwargs: {} },
    { lc: 2, type: "constructor", id: ["RegExp"], method: null, args: ["(a+)+$", ""], kwargs: {} },
    { lc: 2, type: "constructor", id: ["Set"], args: [[1]] },
    { lc: 2, type: "undefined" },
    { lc: 2, type: "delta_snapshot", value: [1] },
    { lg_name: "Command", goto: "post" },
    { deep: [{ lc: 1, type: "secret", id: ["OPENAI_API_KEY"] }] },
    JSON.parse('{"__proto__": {"polluted": true}, "lc": 1}') as unknown,
  ])("are data: %j", async (value) => {
    const back = await roundTrip(value);
    expectPlain(back);
    expect(JSON.stringify(back)).toBe(JSON.stringify(value));
  });

  it("make nothing live of what the library wrote before", async () => {
    const old = new MemorySaver().serde;
    const state = {
      calls: { c1: { by: { id: "U1" }, note: undefined, list: [undefined, 1] } },
      hostile: { lc: 1, type: "constructor", id: ["langgraph", "Send"], kwargs: {} },
      pattern: /(a+)+$/u,
    };
    const [type, bytes] = await old.dumpsTyped(state);
    const back = await dataSerde.loadsTyped(type, bytes);
    expectPlain(back);
    expect(back).toEqual({
      calls: { c1: { by: { id: "U1" }, list: [undefined, 1] } },
      hostile: state.hostile,
      pattern: {
        lc: 2,
        type: "constructor",
        id: ["RegExp"],
        args: ["(a+)+$", "u"],
        kwargs: {},
        method: null,
      },
    });
    expect(await dataSerde.loadsTyped(...(await old.dumpsTyped(undefined)))).toBeUndefined();
  });

  it("can be read by a worker that still has the library's own", async () => {
    const old = new MemorySaver().serde;
    const state = {
      calls: { c1: { fn: "choose", index: 2 } },
      none: undefined,
      list: [1, undefined],
    };
    expect(await old.loadsTyped(...(await dataSerde.dumpsTyped(state)))).toEqual(state);
    const [type, bytes] = await dataSerde.dumpsTyped([new Send("work", { steps: 1 })]);
    expect(await old.loadsTyped(type, bytes)).toMatchObject([{ node: "work", args: { steps: 1 } }]);
    expect(await dataSerde.loadsTyped(type, bytes)).toMatchObject([
      { node: "work", args: { steps: 1 } },
    ]);
  });

  it("that are no data are refused when they are written", async () => {
    for (const value of [new Map(), new Set([1]), /a/u, new Error("no"), () => 1, 1n]) {
      await expect(dataSerde.dumpsTyped({ value })).rejects.toThrow(TypeError);
    }
  });
});
