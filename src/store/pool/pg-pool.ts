import type { Duplex } from "node:stream";
import pg, { type CustomTypesConfig } from "pg";
import { hasCode } from "../../errors.js";
import { refuseInsideTransaction } from "../transaction-scope.js";
import { asOutage } from "./outage.js";
import type { Pool, PoolClient, QueryConfig } from "./pool.js";
import { houseTypes } from "./types.js";

/** How to reach a Postgres server; `statementTimeoutMs` 0 means no limit. */
export interface PgPoolOptions {
  connectionString: string;
  max?: number;
  searchPath?: string;
  types?: CustomTypesConfig;
  statementTimeoutMs?: number;
  /** How long after that a server may be silent before its connection is given up; default 5,000. */
  silenceMs?: number;
  /** Told about connections that break while nobody uses them. */
  onError: (error: Error) => void;
}

/** A pool on a Postgres server; a lost server breaks queries, never the process, and is found again. */
export function createPgPool(options: PgPoolOptions): Pool {
  const limitMs = options.statementTimeoutMs ?? 10_000;
  const take = () =>
    takeClient(inner).catch((error: unknown) => {
      throw asOutage(error);
    });
  const inner = new pg.Pool({
    connectionString: options.connectionString,
    max: options.max ?? 10,
    types: options.types ?? houseTypes,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    connectionTimeoutMillis: 5_000,
    options: options.searchPath ? `-c search_path=${options.searchPath}` : undefined,
    // The server's own limits stand behind ours, for a process that died in mid-transaction.
    statement_timeout: limitMs || undefined,
    // A server that is frozen or cut off keeps no limit of its own.
    query_timeout: limitMs ? limitMs + (options.silenceMs ?? 5_000) : undefined,
    idle_in_transaction_session_timeout: limitMs || undefined,
    application_name: "fermata",
  });
  // Every queue and worker adds a listener.
  inner.setMaxListeners(0);
  inner.on("error", options.onError);
  // A client that is taken out has no listener of the pool's: its loss would end the process.
  inner.on("connect", (client) => {
    client.on("error", options.onError);
    watchStatements(client);
  });

  const pool: Pool = {
    options: { keepAlive: true, max: options.max ?? 10 },
    async connect() {
      refuseInsideTransaction();
      return take();
    },
    async query<Row>(statement: string | QueryConfig, values?: readonly unknown[]) {
      refuseInsideTransaction();
      const client = await take();
      try {
        const config = typeof statement === "string" ? { text: statement } : statement;
        const result = await client.query<Row>(config, values);
        client.release();
        return result;
      } catch (error) {
        client.release(hasCode(error, "DATABASE_UNREACHABLE"));
        throw error;
      }
    },
    async end() {
      await inner.end();
    },
    on(event: string, listener: (...given: never[]) => void) {
      inner.on(event as "error", listener as (error: Error) => void);
      return pool;
    },
    removeListener(event, listener) {
      inner.removeListener(event as "error", listener as (error: Error) => void);
      return pool;
    },
    removeAllListeners(event) {
      inner.removeAllListeners(event as "error" | undefined);
      inner.on("error", options.onError);
      return pool;
    },
  };
  return pool;
}

/** Names what an outage throws, and gives a silent connection up: pg would have all later statements wait behind it. */
function watchStatements(client: pg.PoolClient): void {
  const { connection } = client as unknown as { connection: { stream: Duplex } };
  const query = client.query.bind(client) as (...given: unknown[]) => unknown;
  const watched = (...given: unknown[]) => {
    const result = query(...given);
    if (!(result instanceof Promise)) return result;
    return result.catch((error: unknown) => {
      if (error instanceof Error && error.message === "Query read timeout") {
        connection.stream.destroy();
      }
      throw asOutage(error);
    });
  };
  client.query = watched as typeof client.query;
}

/** Takes a client that, given back in mid-transaction, is thrown away instead of being lent to the next. */
async function takeClient(inner: pg.Pool): Promise<PoolClient> {
  const client = await inner.connect();
  const release = client.release.bind(client);
  client.release = (broken) => release(broken || client.getTransactionStatus() !== "I");
  return client as unknown as PoolClient;
}
