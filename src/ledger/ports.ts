import type { Fact } from "../domain/fact.js";

/** A fact as stored: chained to the one before it by hash. */
export interface LedgerEntry extends Fact {
  seq: number;
  prevHash: string;
  hash: string;
}

/** The rows of the ledger, inside one transaction. */
export interface LedgerRows {
  /** Locks the chain's head row (made if absent) and returns it; seq 0 and hash "" for a new chain. */
  lockHead(chain: string): Promise<{ seq: number; hash: string }>;
  /** Adds the entry behind a locked head and moves the head; false, and nothing changes, if its key is there. */
  insert(entry: LedgerEntry): Promise<boolean>;
  /** All entries of a chain in order. */
  list(chain: string): Promise<LedgerEntry[]>;
}
