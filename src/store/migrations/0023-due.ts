import { type Kysely, sql } from "kysely";

/** What is due is found without a look at all that waits. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create index run_stopping on fermata.run (id) where status = 'waiting' and stop_by is not null`,
  `create index run_waits on fermata.run (graph_version) where status = 'waiting'`,
  // Without those who were reminded: they stay past their time until somebody answers.
  `drop index fermata.human_call_remind`,
  `create index human_call_remind on fermata.human_call (remind_at)
    where status = 'open' and remind_at is not null and (reminded_at is null or silence = 'wait')`,
];
