import { createHash } from "node:crypto";
import type { LedgerEntry } from "./ports.js";

/** The hash of an entry: sha-256, in hex, over the hash before it and the entry as canonical JSON. */
export function hashOf(entry: Omit<LedgerEntry, "hash">): string {
  const { chain, seq, kind, key, actor, at, data } = entry;
  const said = { chain, seq, kind, key, actor, at: at.toISOString(), data };
  return createHash("sha256")
    .update(`${entry.prevHash}\n${canonical(said)}`)
    .digest("hex");
}

/** JSON with sorted keys, so that equal values are equal texts. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
