import { type Kysely, sql } from "kysely";

/** How often a row was tried in vain although Slack answered: such a one holds up nobody else. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`alter table fermata.outbox add column in_vain int not null default 0`).execute(db);
}
