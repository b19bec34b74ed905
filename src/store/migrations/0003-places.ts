import { type Kysely, sql } from "kysely";

/** Where a run is shown if that is not where it was asked: the requester's direct message, or no thread yet. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table fermata.run add column show_channel text, add column show_thread_ts text`,
  `create index run_shown on fermata.run (team, show_channel, show_thread_ts) where show_channel is not null`,
];
