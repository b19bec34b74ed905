import type { Transaction } from "kysely";
import { fail, hasCode } from "../errors.js";
import { createClientKysely } from "./pool/kysely.js";
import type { Pool } from "./pool/pool.js";
import { insideTransaction, outsideTransaction } from "./transaction-scope.js";

/** Work to start once the transaction is committed, such as a wake-up; it never runs after a rollback. */
export type AfterCommit = (work: () => Promise<void> | void) => void;

/**
 * Runs `fn` in one transaction. Inside, the pool throws POOL_IN_TRANSACTION at once, another
 * transaction too; after `limitMs` everything is rolled back and TRANSACTION_TOO_LONG is thrown.
 * A serialization failure or a deadlock runs `fn` again, so it must do nothing but rows.
 */
export type RunTransaction<DB> = <T>(
  fn: (tx: Transaction<DB>, afterCommit: AfterCommit) => Promise<T>,
) => Promise<T>;

/** What the transaction helper needs; `limitMs` is 5,000 by default. */
export interface TransactDeps {
  limitMs?: number;
  /** Told when work after a commit failed: the commit stands, the sweeper catches up. */
  onAfterCommitError: (error: unknown) => void;
}

/** How long a transaction may wait for its turn before it begins; a burst is no reason to fail. */
const TURN_MS = 20_000;
const MAX_RETRIES = 2;
const RETRYABLE = new Set(["40001", "40P01"]);

/** Makes the one way to run a transaction on a pool. */
export function createTransact<DB>(pool: Pool, deps: TransactDeps): RunTransaction<DB> {
  const limitMs = deps.limitMs ?? 5_000;

  async function attempt<T>(
    fn: (tx: Transaction<DB>, afterCommit: AfterCommit) => Promise<T>,
  ): Promise<T> {
    const after: (() => Promise<void> | void)[] = [];
    const client = await pool.connect();
    let overrun: Error | undefined;
    let timer: NodeJS.Timeout | undefined;
    let allow = (_ms: number): void => undefined;
    const limit = new Promise<never>((_, reject) => {
      allow = (ms) => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          overrun = fail("TRANSACTION_TOO_LONG");
          // Throwing the connection away rolls back even when `fn` never comes back.
          client.release(overrun);
          reject(overrun);
        }, ms);
      };
    });
    allow(limitMs + TURN_MS);
    try {
      const work = createClientKysely<DB>(client)
        .transaction()
        .execute((tx) => {
          // It has begun: on the embedded database that is when its turn has come.
          allow(limitMs);
          return insideTransaction(() => fn(tx, (run) => void after.push(run)));
        });
      const result = await Promise.race([work, limit]);
      client.release();
      start(after);
      return result;
    } catch (error) {
      if (overrun) throw overrun;
      client.release(hasCode(error, "DATABASE_UNREACHABLE") ? (error as Error) : undefined);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  function start(after: (() => Promise<void> | void)[]): void {
    for (const work of after) {
      outsideTransaction(() => {
        Promise.resolve().then(work).catch(deps.onAfterCommitError);
      });
    }
  }

  return async (fn) => {
    for (let retries = 0; ; retries++) {
      try {
        return await attempt(fn);
      } catch (error) {
        if (retries >= MAX_RETRIES || !RETRYABLE.has(codeOf(error))) throw error;
      }
    }
  };
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
