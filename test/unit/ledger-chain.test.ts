import fc from "fast-check";
import type { Fact } from "../../src/domain/fact.js";
import { append, MAX_VALUE_CHARS } from "../../src/ledger/append.js";
import { hashOf } from "../../src/ledger/hash.js";
import type { LedgerEntry, LedgerRows } from "../../src/ledger/ports.js";
import { verify } from "../../src/ledger/verify.js";

const chain = "run:1";

function createMemoryRows(): Pick<LedgerRows, "lockHead" | "insert" | "list"> & {
  entries: LedgerEntry[];
} {
  const entries: LedgerEntry[] = [];
  const head = () => ({ seq: entries.length, hash: entries.at(-1)?.hash ?? "" });
  return {
    entries,
    lockHead: async () => head(),
    async insert(entry) {
      if (entries.some((one) => one.key === entry.key)) return false;
      entries.push(entry);
      return true;
    },
    list: async () => entries,
  };
}

const fact = (key: string, data: Fact["data"] = {}): Fact => ({
  chain,
  kind: "task_done",
  key,
  actor: null,
  at: new Date("2026-11-20T13:02:00.000Z"),
  data,
});

async function chainOf(count: number): Promise<LedgerEntry[]> {
  const rows = createMemoryRows();
  for (let n = 0; n < count; n++) await append(rows, fact(`task:${n}`, { n, task: `t${n}` }));
  return rows.entries;
}

describe("the chain of facts", () => {
  it("joins each entry to the one before it", async () => {
    const entries = await chainOf(3);
    expect(entries.map(({ seq, prevHash }) => [seq, prevHash])).toEqual([
      [1, ""],
      [2, entries[0]?.hash],
      [3, entries[1]?.hash],
    ]);
    expect(verify(entries, { seq: 3, hash: entries[2]?.hash ?? "" })).toBeNull();
    expect(verify([])).toBeNull();
  });

  it("takes a repeat as the same fact, whatever it holds", async () => {
    const rows = createMemoryRows();
    expect(await append(rows, fact("a", { n: 1 }))).toBe(true);
    expect(await append(rows, fact("a", { n: 2 }))).toBe(false);
    expect(rows.entries.map(({ data }) => data)).toEqual([{ n: 1 }]);
  });

  it("refuses text and chains that do not exist", async () => {
    const rows = createMemoryRows();
    const text = "x".repeat(MAX_VALUE_CHARS);
    await append(rows, fact("a", { digest: text }));
    await expect(append(rows, fact("b", { digest: `${text}x` }))).rejects.toThrow(RangeError);
    await expect(append(rows, { ...fact("c"), chain: "all" })).rejects.toThrow(RangeError);
    expect(rows.entries).toHaveLength(1);
  });

  it("hashes the same facts alike, in whatever order their data was written", async () => {
    const [entry] = await chainOf(1);
    if (!entry) throw new Error("no entry");
    const turned = { ...entry, data: { task: "t0", n: 0 } };
    expect(hashOf(turned)).toBe(entry.hash);
    expect(JSON.stringify(turned.data)).not.toBe(JSON.stringify(entry.data));
  });

  it("finds the first entry of which anything was changed", async () => {
    const entries = await chainOf(6);
    const changes: ((entry: LedgerEntry) => LedgerEntry)[] = [
      (entry) => ({ ...entry, kind: "task_failed" }),
      (entry) => ({ ...entry, key: "other" }),
      (entry) => ({ ...entry, actor: "UEVE" }),
      (entry) => ({ ...entry, chain: "run:2" }),
      (entry) => ({ ...entry, at: new Date(entry.at.getTime() + 1) }),
      (entry) => ({ ...entry, data: { ...entry.data, n: -1 } }),
      (entry) => ({ ...entry, prevHash: "0".repeat(64) }),
      (entry) => ({ ...entry, hash: "0".repeat(64) }),
      (entry) => ({ ...entry, seq: 99 }),
    ];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5 }), fc.constantFrom(...changes), (index, change) => {
        const tampered = entries.map((entry, n) => (n === index ? change(entry) : entry));
        expect(verify(tampered)?.seq).toBe(index + 1);
      }),
    );
  });

  it("finds entries that were taken out, moved, or cut off the end", async () => {
    const entries = await chainOf(4);
    const head = { seq: 4, hash: entries[3]?.hash ?? "" };
    expect(verify(entries.toSpliced(1, 1), head)).toEqual({ seq: 2, what: "order" });
    expect(verify(entries.toReversed(), head)).toEqual({ seq: 1, what: "order" });
    expect(verify(entries.slice(0, 3), head)).toEqual({ seq: 4, what: "order" });
  });

  it("finds a rewritten entry whose own hash was made anew", async () => {
    const entries = await chainOf(3);
    const [first] = entries;
    if (!first) throw new Error("no entry");
    const rewritten = { ...first, data: { n: 7 } };
    const forged = [{ ...rewritten, hash: hashOf(rewritten) }, ...entries.slice(1)];
    expect(verify(forged)).toEqual({ seq: 2, what: "link" });
  });
});
