import { type Kysely, sql } from "kysely";

/** Replies in a thread: how a decision came in, notes that became a change, and finding what waits in a thread. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table fermata.human_call add column decided_via text`,
  `alter table fermata.note add column sent_back boolean not null default false`,
  `create index human_call_place on fermata.human_call (channel, thread_ts)`,
];
