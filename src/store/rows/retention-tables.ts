import { type RawBuilder, sql } from "kysely";
import { CHECKPOINT_SCHEMA, PACKED_TABLE } from "../checkpoints/checkpoint-schema.js";
import type { Db } from "./fermata-db.js";

/** How a table's rows are found by the runs that they are about. */
interface OfRuns {
  table: string;
  column: "run_id" | "thread_id" | "call_id";
}

/**
 * Every table with rows about runs, in the order in which they go; a new one belongs here, and a test says so. The
 * ledger stays: it holds ids, digests and counts, and a chain with a gap proves nothing.
 */
export const tablesOfRuns: readonly OfRuns[] = [
  { table: "fermata.vote", column: "call_id" },
  { table: "fermata.reminder", column: "call_id" },
  { table: "fermata.effect_grant", column: "run_id" },
  { table: "fermata.effect", column: "run_id" },
  { table: "fermata.human_call", column: "run_id" },
  { table: "fermata.note", column: "run_id" },
  { table: "fermata.task", column: "run_id" },
  { table: "fermata.artifact", column: "run_id" },
  { table: "fermata.model_call", column: "run_id" },
  { table: "fermata.feedback", column: "run_id" },
  { table: "fermata.fire", column: "run_id" },
  { table: "fermata.outbox", column: "run_id" },
  { table: `${CHECKPOINT_SCHEMA}.checkpoint_blobs`, column: "thread_id" },
  { table: `${CHECKPOINT_SCHEMA}.checkpoint_writes`, column: "thread_id" },
  { table: `${CHECKPOINT_SCHEMA}.checkpoints`, column: "thread_id" },
  { table: PACKED_TABLE, column: "thread_id" },
];

/** The statement that deletes what was pressed and typed about runs. */
export function withoutClicks(ids: readonly string[]): RawBuilder<unknown> {
  // As the index has it; a quote that somebody typed stands there behind a backslash and is never taken for a key.
  const about = sql`substring(body from '"(?:runId|callId)":"([a-z]+_[0-9a-f-]+)"')`;
  // One list: with a subquery beside it the index would not be used, and each row be searched for its key.
  return sql`delete from fermata.inbox where handled_at is not null
    and ${about} = any(${ids as string[]}::text[] || array(
      select id from fermata.human_call where run_id = any(${ids as string[]}::text[])))`;
}

/** Deletes runs with everything about them, in the caller's transaction. */
export async function deleteOfRuns(tx: Db, ids: readonly string[]): Promise<void> {
  const runs = sql`any(${ids as string[]}::text[])`;
  const calls = sql`select id from fermata.human_call where run_id = ${runs}`;
  await withoutClicks(ids).execute(tx);
  // Homes that list them are composed anew; of one that nobody has open nothing is kept until somebody opens it.
  await sql`with owners as (select distinct v.team, v.user_id from fermata.run r
      join fermata.request q on q.id = r.request_id
      join fermata.home_view v on v.team = q.team and v.user_id = q.user_id
      where r.id = ${runs}),
    unshown as (delete from fermata.outbox o using owners
      where o.op_key = 'home:' || owners.team || ':' || owners.user_id)
    insert into fermata.home_change (team, user_id) select team, user_id from owners`.execute(tx);
  for (const { table, column } of tablesOfRuns) {
    const which = column === "call_id" ? sql`in (${calls})` : sql`= ${runs}`;
    await sql`delete from ${sql.table(table)} where ${sql.ref(column)} ${which}`.execute(tx);
  }
  for (const column of ["parent_run_id", "restart_of"]) {
    await sql`update fermata.request set ${sql.ref(column)} = null
      where ${sql.ref(column)} = ${runs}`.execute(tx);
  }
  const { rows } = await sql<{ id: string }>`delete from fermata.run where id = ${runs}
    returning request_id as id`.execute(tx);
  const requests = rows.map((row) => row.id);
  await sql`delete from fermata.request q where q.id = any(${requests}::text[])
    and not exists (select from fermata.run r where r.request_id = q.id)`.execute(tx);
}
