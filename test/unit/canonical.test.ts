import fc from "fast-check";
import { canonicalJson, type Json } from "../../src/domain/canonical.js";

const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>;

/** The same value with every object's names in another order and every string taken apart by Unicode. */
function rewritten(value: Json): Json {
  if (typeof value === "string") return value.normalize("NFD");
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(rewritten);
  const entries = Object.entries(value).map(([name, part]): [string, Json] => [
    name.normalize("NFD"),
    rewritten(part ?? null),
  ]);
  return Object.fromEntries(entries.reverse());
}

/** What a value says, with nothing left of how it was written; objects keep their names in order. */
function meaning(value: Json): unknown {
  if (typeof value === "string") return `s${value.normalize("NFC")}`;
  if (typeof value === "number") return `n${value === 0 ? 0 : value}`;
  if (value === null || typeof value === "boolean") return `k${String(value)}`;
  if (Array.isArray(value)) return value.map(meaning);
  const entries = Object.entries(value).map(([name, part]): [string, unknown] => [
    name.normalize("NFC"),
    meaning(part ?? null),
  ]);
  return { of: entries.sort(([one], [other]) => (one < other ? -1 : 1)) };
}

/** Whether NFC makes one name of two. */
function clashes(value: Json): boolean {
  try {
    canonicalJson(value);
    return false;
  } catch {
    return true;
  }
}

describe("canonical JSON", () => {
  it("is the same however a value is written", () => {
    fc.assert(
      fc.property(json, (value) => {
        fc.pre(!clashes(value));
        expect(canonicalJson(rewritten(value))).toBe(canonicalJson(value));
      }),
    );
  });

  it("differs wherever the meaning does", () => {
    fc.assert(
      fc.property(json, json, (one, other) => {
        fc.pre(!clashes(one) && !clashes(other));
        const same = JSON.stringify(meaning(one)) === JSON.stringify(meaning(other));
        expect(canonicalJson(one) === canonicalJson(other)).toBe(same);
      }),
    );
  });

  it("is JSON that says the same", () => {
    fc.assert(
      fc.property(json, (value) => {
        fc.pre(!clashes(value));
        expect(meaning(JSON.parse(canonicalJson(value)) as Json)).toEqual(meaning(value));
      }),
    );
  });

  it("takes an absent and an undefined name as one, and -0 as 0", () => {
    expect(canonicalJson({ b: -0, a: undefined, "\u00e9": [1.0, 1e21] })).toBe(
      '{"b":0,"\u00e9":[1,1e+21]}',
    );
  });

  it("refuses what JSON does not have, and two names that are one", () => {
    expect(() => canonicalJson({ cost: Number.NaN })).toThrow(TypeError);
    expect(() => canonicalJson([Number.POSITIVE_INFINITY])).toThrow(TypeError);
    expect(() => canonicalJson({ "\u00e9": 1, "e\u0301": 2 })).toThrow(/Two names are the same/);
  });
});
