import { EventEmitter } from "node:events";
import type { CustomTypesConfig } from "pg";
import { refuseInsideTransaction } from "../transaction-scope.js";
import { createPgliteClient } from "./pglite-client.js";
import type { PgliteLink } from "./pglite-link.js";
import type { Pool, PoolClient, QueryConfig } from "./pool.js";
import { houseTypes } from "./types.js";

/** One pool on the embedded database; several, with different search paths and types, may share a link. */
export interface PglitePoolOptions {
  searchPath?: string;
  types?: CustomTypesConfig;
  /** Default 5,000 ms: every transaction makes all others wait. */
  transactionLimitMs?: number;
  /** Its statements and transactions go before those of the other pools; default no. */
  urgent?: boolean;
  /** Whether plans of statements are kept; default yes, not for a pool that changes tables. */
  keepPlans?: boolean;
  onError: (error: Error) => void;
}

/** Makes the embedded database look like pg.Pool; ending the pool leaves the link open for the others. */
export function createPglitePool(link: PgliteLink, options: PglitePoolOptions): Pool {
  const events = new EventEmitter();
  events.setMaxListeners(0);
  const given = new Set<PoolClient>();
  link.onBroken((error) => {
    options.onError(error);
    events.listeners("error").forEach((listener) => (listener as (e: Error) => void)(error));
  });

  function newClient(): PoolClient {
    const client = createPgliteClient({
      link,
      searchPath: options.searchPath ?? "public",
      types: options.types ?? houseTypes,
      transactionLimitMs: options.transactionLimitMs ?? 5_000,
      urgent: options.urgent ?? false,
      keepPlans: options.keepPlans ?? true,
      onError: options.onError,
    });
    const release = client.release.bind(client);
    client.release = (broken) => {
      given.delete(client);
      release(broken);
    };
    given.add(client);
    return client;
  }

  const pool: Pool = {
    options: { keepAlive: true, max: Number.MAX_SAFE_INTEGER },
    async connect() {
      refuseInsideTransaction();
      const client = newClient();
      events.emit("connect", client);
      return client;
    },
    async query<Row>(statement: string | QueryConfig, values?: readonly unknown[]) {
      refuseInsideTransaction();
      // A client of its own for each statement: a stray BEGIN cannot outlive it.
      const client = newClient();
      try {
        return await client.query<Row>(statement, values);
      } finally {
        client.release();
      }
    },
    async end() {
      for (const client of given) client.release();
    },
    on(event: string, listener: (...values: never[]) => void) {
      events.on(event, listener as () => void);
      return pool;
    },
    removeListener(event, listener) {
      events.removeListener(event, listener as () => void);
      return pool;
    },
    removeAllListeners(event) {
      events.removeAllListeners(event);
      return pool;
    },
  };
  return pool;
}
