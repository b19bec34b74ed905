/**
 * Runs `fn` in one database transaction and gives it the rows it may touch.
 * Each room asks only for the rows it needs; the store's transaction has them all.
 */
export type Transact<Rows> = <T>(fn: (rows: Rows) => Promise<T>) => Promise<T>;

/** What goes first in the transaction that acts on a press. It throws where somebody else has acted: nothing is done. */
export interface Alongside<Rows> {
  alongside?: (rows: Rows) => Promise<void>;
}
