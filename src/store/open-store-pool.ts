import { fail, hasCode } from "../errors.js";
import { lockDataDir } from "./data-dir-lock.js";
import { openEmbedded } from "./open-embedded.js";
import { createPgPool } from "./pool/pg-pool.js";
import { createPgliteLink } from "./pool/pglite-link.js";
import { createPglitePool } from "./pool/pglite-pool.js";
import type { Pool } from "./pool/pool.js";
import { driverTypes } from "./pool/types.js";

/** Where the rows are: a server, or the embedded database in `dataDir`. */
export interface OpenPoolsOptions {
  databaseUrl?: string | undefined;
  dataDir: string;
  /** Told about connections that broke; the pools find the server again by themselves. */
  onError: (error: Error) => void;
  /** Longest transaction on the embedded database, in milliseconds; default 5,000. */
  transactionLimitMs?: number;
}

/** The pools of one process; `close` also gives up the data directory. */
export interface StorePools {
  kind: "postgres" | "embedded";
  /** For our rows and the checkpoints. */
  pool: Pool;
  /** For what Slack waits for: it never stands behind the work of runs. */
  urgentPool: Pool;
  /** For BullMQ alone: its search path is the schema `bullmq`. */
  bullPool: Pool;
  /** For migrations, which may take longer than a transaction may. */
  setupPool: Pool;
  close(): Promise<void>;
}

const SETUP_LIMIT_MS = 120_000;

/** Opens the store. Embedded: DATA_DIR_IN_USE or DATA_DIR_TORN; a server: DATABASE_UNREACHABLE. */
export async function openPools(options: OpenPoolsOptions): Promise<StorePools> {
  return options.databaseUrl
    ? openServer(options.databaseUrl, options.onError)
    : openEmbeddedPools(options);
}

async function openServer(connectionString: string, onError: (error: Error) => void) {
  const base = { connectionString, onError };
  const pool = createPgPool({ ...base, max: 12 });
  const urgentPool = createPgPool({ ...base, max: 8 });
  // Each worker keeps one client to listen on; the rest are for its statements.
  const bullPool = createPgPool({
    ...base,
    max: 8,
    searchPath: "bullmq",
    types: driverTypes,
  });
  const setupPool = createPgPool({ ...base, max: 3, statementTimeoutMs: 0 });
  const close = async () => {
    await Promise.all([pool, urgentPool, bullPool, setupPool].map((one) => one.end()));
  };
  try {
    await pool.query("select 1");
  } catch (cause) {
    await close();
    throw hasCode(cause, "DATABASE_UNREACHABLE") ? cause : fail("DATABASE_UNREACHABLE", { cause });
  }
  return { kind: "postgres" as const, pool, urgentPool, bullPool, setupPool, close };
}

async function openEmbeddedPools(options: OpenPoolsOptions): Promise<StorePools> {
  const { onError, transactionLimitMs } = options;
  const inMemory = options.dataDir.startsWith("memory://");
  // Before anything opens the files: PGlite has no lock of its own, and two processes tear the data.
  const lock = inMemory ? undefined : await lockDataDir(options.dataDir);
  try {
    const db = await openEmbedded(options.dataDir);
    const link = await createPgliteLink(db);
    const pool = createPglitePool(link, { onError, transactionLimitMs });
    const urgentPool = createPglitePool(link, { onError, transactionLimitMs, urgent: true });
    const bullPool = createPglitePool(link, {
      onError,
      transactionLimitMs,
      searchPath: "bullmq",
      types: driverTypes,
    });
    const setupPool = createPglitePool(link, {
      onError,
      transactionLimitMs: SETUP_LIMIT_MS,
      keepPlans: false,
    });
    return {
      kind: "embedded",
      pool,
      urgentPool,
      bullPool,
      setupPool,
      async close() {
        await Promise.all([pool, urgentPool, bullPool, setupPool].map((one) => one.end()));
        await link.close();
        await db.close();
        await lock?.release();
      },
    };
  } catch (error) {
    await lock?.release();
    throw error;
  }
}
