import { Fact } from "../domain/fact.js";
import { checkFact } from "./append.js";
import { hashOf } from "./hash.js";
import type { LedgerEntry, LedgerRows } from "./ports.js";

/**
 * Appends many facts in few statements, each as `append` does. Heads are taken in the order of their names, so that
 * two that append to the same chains wait for each other and never for ever.
 */
export async function appendAll(
  rows: Pick<LedgerRows, "lockHeads" | "insertAll">,
  given: readonly Fact[],
): Promise<void> {
  let left = given.map((fact) => Fact.parse(fact));
  left.forEach(checkFact);
  while (left.length > 0) {
    // Of each chain one at a time: the next stands behind it.
    const now = new Map<string, Fact>();
    const later: Fact[] = [];
    for (const fact of left) {
      if (now.has(fact.chain)) later.push(fact);
      else now.set(fact.chain, fact);
    }
    const heads = await rows.lockHeads([...now.keys()].sort());
    const entries: LedgerEntry[] = [];
    for (const [chain, fact] of now) {
      const head = heads.get(chain);
      if (!head) throw new Error("A chain that was locked has no head.");
      const entry = { ...fact, seq: head.seq + 1, prevHash: head.hash };
      entries.push({ ...entry, hash: hashOf(entry) });
    }
    await rows.insertAll(entries);
    left = later;
  }
}
