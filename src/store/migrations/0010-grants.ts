import { type Kysely, sql } from "kysely";

/** Leave to do one thing once: written with the decision that gives it, used up by one conditional UPDATE. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // One approval gives one grant. actors is JSON; token is that of the lease that used it up.
  `create table fermata.effect_grant (
    call_id text primary key,
    run_id text not null references fermata.run (id),
    actors text not null,
    tool text not null,
    target text not null,
    args text not null,
    policy text not null,
    expires_at timestamptz not null,
    digest text not null,
    state text not null,
    given_at timestamptz not null,
    ended_at timestamptz,
    token bigint
  )`,
  `create index effect_grant_run on fermata.effect_grant (run_id)`,
];
