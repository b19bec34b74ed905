import { hashOf } from "./hash.js";
import type { LedgerEntry } from "./ports.js";

/** Where a chain is broken: an entry is missing or moved, does not join the one before, or was changed. */
export interface Broken {
  seq: number;
  what: "order" | "link" | "content";
}

/**
 * Checks a whole chain in order and gives the first broken entry, or null if it is sound. With the chain's `head`
 * it also finds that the newest entries were cut off.
 */
export function verify(
  entries: LedgerEntry[],
  head?: { seq: number; hash: string },
): Broken | null {
  let prevHash = "";
  for (const [index, entry] of entries.entries()) {
    const seq = index + 1;
    if (entry.seq !== seq) return { seq, what: "order" };
    if (entry.prevHash !== prevHash) return { seq, what: "link" };
    if (entry.hash !== hashOf(entry)) return { seq, what: "content" };
    prevHash = entry.hash;
  }
  if (head && head.seq !== entries.length) return { seq: entries.length + 1, what: "order" };
  if (head && head.hash !== prevHash) return { seq: entries.length, what: "link" };
  return null;
}
