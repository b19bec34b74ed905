import { type Kysely, sql } from "kysely";

/** Who holds a row of the outbox: a number that each lease raises, so that a writer that wakes late is known as late. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table fermata.outbox add column token bigint not null default 0`.execute(db);
}
