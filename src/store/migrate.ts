import { PostgresSaver } from "@langchain/langgraph-checkpoint-postgres";
import { runMigrations } from "bullmq";
import { Migrator, type Migration } from "kysely";
import type { Pool as PgPool } from "pg";
import { CHECKPOINT_SCHEMA, PACKED_TABLE } from "./checkpoints/checkpoint-schema.js";
import type { StorePools } from "./open-store-pool.js";
import { createKysely } from "./pool/kysely.js";
import type { Pool, PoolClient } from "./pool/pool.js";
import { tidyTables } from "./tidy-tables.js";

const BULL_SCHEMA = "bullmq";
const OUR_SCHEMA = "fermata";

/**
 * Brings all three schemas (ours, BullMQ's, the checkpointer's) up to date. Safe to run at every start and by
 * several processes at once: on a server they wait for each other on a row.
 */
export async function migrate(
  pools: Pick<StorePools, "kind" | "setupPool">,
  migrations: Record<string, Migration>,
): Promise<void> {
  const { setupPool } = pools;
  await retryRaces(() => setupPool.query(`create schema if not exists ${OUR_SCHEMA}`));
  // Embedded, the lock of the data directory has already left us alone.
  if (pools.kind === "embedded") return runAll(setupPool, migrations);
  await behindRow(setupPool, () => runAll(setupPool, migrations));
}

async function runAll(pool: Pool, migrations: Record<string, Migration>): Promise<void> {
  await migrateOurs(pool, migrations);
  await onClient(pool, (client) => runMigrations(client as never, BULL_SCHEMA));
  const saver = new PostgresSaver(pool as unknown as PgPool, undefined, {
    schema: CHECKPOINT_SCHEMA,
  });
  await saver.setup();
  await pool.query(`create table if not exists ${PACKED_TABLE} (
    thread_id text primary key, packed bytea not null)`);
  await tidyTables(pool);
}

async function migrateOurs(pool: Pool, migrations: Record<string, Migration>): Promise<void> {
  const migrator = new Migrator({
    db: createKysely<unknown>(pool),
    provider: { getMigrations: async () => migrations },
    migrationTableSchema: OUR_SCHEMA,
    migrationTableName: "migration",
    migrationLockTableName: "migration_lock",
  });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

/** Holds one row while `work` runs; a process that dies gives it up with its connection. */
async function behindRow(pool: Pool, work: () => Promise<void>): Promise<void> {
  await retryRaces(() =>
    pool.query(`create table if not exists ${OUR_SCHEMA}.setup (id int primary key)`),
  );
  await pool.query(`insert into ${OUR_SCHEMA}.setup values (1) on conflict do nothing`);
  await onClient(pool, async (client) => {
    await client.query("begin");
    await client.query(`select 1 from ${OUR_SCHEMA}.setup where id = 1 for update`);
    await work();
    await client.query("commit");
  });
}

async function onClient(pool: Pool, work: (client: PoolClient) => Promise<unknown>): Promise<void> {
  const client = await pool.connect();
  try {
    await work(client);
    client.release();
  } catch (error) {
    client.release(error instanceof Error ? error : true);
    throw error;
  }
}

const MADE_BY_ANOTHER = new Set(["23505", "42P06", "42P07", "42710"]);

/** "if not exists" still fails when two processes create the same thing at the same moment. */
async function retryRaces(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (!MADE_BY_ANOTHER.has(code)) throw error;
    await work();
  }
}
