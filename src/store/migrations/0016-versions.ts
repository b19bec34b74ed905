import { type Kysely, sql } from "kysely";

/** Which graph wrote a run's checkpoints, and which run is started again with what is known. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table fermata.run add column graph_shape text`,
  `alter table fermata.request add column restart_of text`,
];
