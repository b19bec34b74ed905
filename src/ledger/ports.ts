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
  /** Locks the heads of several chains, in the order in which they are named. */
  lockHeads(chains: readonly string[]): Promise<Map<string, { seq: number; hash: string }>>;
  /** Adds entries behind locked heads, of each chain one, and moves the heads; what is there already stays. */
  insertAll(entries: readonly LedgerEntry[]): Promise<void>;
  /** All entries of a chain in order. */
  list(chain: string): Promise<LedgerEntry[]>;
}
