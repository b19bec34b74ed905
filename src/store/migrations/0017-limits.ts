import { type Kysely, sql } from "kysely";

/** Runs that wait for a model, what stood in for it, and what a run has used of its limits. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table fermata.run
    add column model_away_since timestamptz,
    add column model_waits int not null default 0,
    add column model_calls int not null default 0,
    add column reads int not null default 0`,
  `alter table fermata.model_call
    add column instead_of text,
    add column input_digest text`,
];
