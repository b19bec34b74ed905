import { Fact } from "../domain/fact.js";
import { hashOf } from "./hash.js";
import type { LedgerRows } from "./ports.js";

/** Longer values are text, and text does not belong in the ledger. */
export const MAX_VALUE_CHARS = 200;

const CHAIN = /^(run:.+|schedule:.+|workspace)$/;

/**
 * Appends a fact to its chain, in the transaction of what it records. A repeat, by (chain, key), changes nothing
 * and gives false. Throws RangeError for a value of more than 200 characters: facts hold ids, digests and counts.
 */
export async function append(
  rows: Pick<LedgerRows, "lockHead" | "insert">,
  given: Fact,
): Promise<boolean> {
  const fact = Fact.parse(given);
  checkFact(fact);
  // The head first: two appends must not both stand behind the same entry.
  const head = await rows.lockHead(fact.chain);
  const entry = { ...fact, seq: head.seq + 1, prevHash: head.hash };
  return rows.insert({ ...entry, hash: hashOf(entry) });
}

/** Throws a RangeError for a chain that there is not, and for a value that is text. */
export function checkFact(fact: Fact): void {
  if (!CHAIN.test(fact.chain))
    throw new RangeError("A chain is run:<id>, schedule:<id> or workspace.");
  for (const [name, value] of Object.entries(fact.data)) {
    if (typeof value === "string" && value.length > MAX_VALUE_CHARS) {
      throw new RangeError(`The value "${name}" of a ${fact.kind} fact is too long.`);
    }
  }
}
