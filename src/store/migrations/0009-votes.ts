import { type Kysely, sql } from "kysely";

/** What the policy wants of a call, and the votes of those who decide together. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // tier and rule: what of the policy asked; excluded: JSON, ids of people who may not decide.
  `alter table fermata.human_call
    add column need integer not null default 1,
    add column tier text,
    add column rule text not null default '',
    add column excluded text not null default '[]'`,
  // One vote a person: nobody counts twice. `about` is the digest of what was voted on.
  `create table fermata.vote (
    call_id text not null references fermata.human_call (id) on delete cascade,
    user_id text not null,
    user_name text not null,
    about text not null,
    is_yes boolean not null,
    reason text not null,
    at timestamptz not null,
    primary key (call_id, user_id)
  )`,
];
