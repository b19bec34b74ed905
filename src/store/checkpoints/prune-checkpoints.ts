import { sql, type QueryExecutorProvider } from "kysely";
import { CHECKPOINT_SCHEMA } from "./checkpoint-schema.js";

const checkpoints = sql.table(`${CHECKPOINT_SCHEMA}.checkpoints`);
const writes = sql.table(`${CHECKPOINT_SCHEMA}.checkpoint_writes`);
const blobs = sql.table(`${CHECKPOINT_SCHEMA}.checkpoint_blobs`);

/**
 * Keeps only the latest checkpoint of each namespace of a run, with its writes and values: checkpoints are a
 * cursor, not history. Runs inside the caller's transaction, at the hold or the end.
 */
export async function pruneCheckpoints(tx: QueryExecutorProvider, runId: string): Promise<void> {
  await sql`delete from ${checkpoints} c where c.thread_id = ${runId}
    and c.checkpoint_id < (select max(m.checkpoint_id) from ${checkpoints} m
      where m.thread_id = c.thread_id and m.checkpoint_ns = c.checkpoint_ns)`.execute(tx);
  await sql`delete from ${writes} w where w.thread_id = ${runId}
    and not exists (select 1 from ${checkpoints} c where c.thread_id = w.thread_id
      and c.checkpoint_ns = w.checkpoint_ns and c.checkpoint_id = w.checkpoint_id)`.execute(tx);
  await sql`delete from ${blobs} b where b.thread_id = ${runId}
    and not exists (select 1 from ${checkpoints} c where c.thread_id = b.thread_id
      and c.checkpoint_ns = b.checkpoint_ns
      and c.checkpoint -> 'channel_versions' ->> b.channel = b.version)`.execute(tx);
}
