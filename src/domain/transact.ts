/**
 * Runs `fn` in one database transaction and gives it the rows it may touch.
 * Each room asks only for the rows it needs; the store's transaction has them all.
 */
export type Transact<Rows> = <T>(fn: (rows: Rows) => Promise<T>) => Promise<T>;
