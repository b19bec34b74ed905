import { type Kysely, sql } from "kysely";

/** Until when somebody has a click in hand, and the notes that one message became. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table fermata.inbox add column held_until timestamptz`,
  // Each message in a thread with a job is looked for: it may have been a note of an earlier one.
  `create index note_message on fermata.note (message_ts)`,
];
