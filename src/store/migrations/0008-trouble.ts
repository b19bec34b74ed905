import { type Kysely, sql } from "kysely";

/** Why a run was stopped, and what people think of results: one row a person, the last word counts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table fermata.run add column stop_why text`.execute(db);
  await sql`create table fermata.feedback (
    run_id text not null references fermata.run (id),
    person text not null,
    value text not null,
    at timestamptz not null,
    primary key (run_id, person)
  )`.execute(db);
}
