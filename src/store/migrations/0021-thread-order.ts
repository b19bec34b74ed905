import { type Kysely, sql } from "kysely";

/** New messages of a thread that are not out yet, in their order: later ones wait for them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index outbox_new_in_thread on fermata.outbox (channel, thread_ts, seq)
    where state = 'due' and ts is null and type in ('message', 'file')`.execute(db);
}
