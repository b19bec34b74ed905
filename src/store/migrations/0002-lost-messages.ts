import { type Kysely, sql } from "kysely";

/** Finds what Slack would not take without a look at every message there ever was. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index outbox_dead on fermata.outbox (seq) where state = 'dead'`.execute(db);
}
