import { sql, type QueryExecutorProvider } from "kysely";
import { CHECKPOINT_SCHEMA } from "./checkpoint-schema.js";

const TABLES = ["checkpoint_blobs", "checkpoint_writes", "checkpoints", "packed"];

/** Removes all checkpoints of a run, inside the caller's transaction. */
export async function deleteCheckpoints(tx: QueryExecutorProvider, runId: string): Promise<void> {
  for (const table of TABLES) {
    await sql`delete from ${sql.table(`${CHECKPOINT_SCHEMA}.${table}`)}
      where thread_id = ${runId}`.execute(tx);
  }
}
