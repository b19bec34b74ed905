import { type Kysely, sql } from "kysely";

/** Which sources a run has opened: one that is opened again, because the model was away, counts once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`alter table fermata.run add column read_keys text[] not null default '{}'`)
    .execute(db);
}
