import type { Queryable } from "./pool/pool.js";

/**
 * Settings of tables that others create. Checkpoints and jobs come and go by the thousand while few stay: the dead
 * are cleaned away after a few hundred whatever the table's size, and without a pause in between.
 */
const SETTINGS =
  "autovacuum_vacuum_threshold=500, autovacuum_vacuum_scale_factor=0.02, autovacuum_vacuum_cost_delay=0";
const TABLES = [
  "langgraph.checkpoints",
  "langgraph.checkpoint_blobs",
  "langgraph.checkpoint_writes",
  "langgraph.packed",
  "bullmq.job",
  "bullmq.event",
  "bullmq.dedup",
];

/** Gives the library's tables our settings, where they do not have them: a start must not wait for a lock in vain. */
export async function tidyTables(pool: Queryable): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `select one as name from unnest($1::text[]) one
      where to_regclass(one) is not null
        and not exists (select 1 from pg_class c where c.oid = to_regclass(one)
          and c.reloptions @> string_to_array($2, ', '))`,
    [TABLES, SETTINGS],
  );
  for (const { name } of rows) await pool.query(`alter table ${name} set (${SETTINGS})`);
}
