import { type Kysely, sql } from "kysely";

/** What is done outside a thread, once for each approval, and calls that are shown on an earlier call's card. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table fermata.human_call add column card text`,
  // One approval allows one effect: the second insert finds the first.
  `create table fermata.effect (
    op_key text primary key,
    run_id text not null references fermata.run (id),
    call_id text not null,
    team text not null,
    channel text not null,
    channel_name text not null,
    artifact_id text not null,
    digest text not null,
    by_whom text not null,
    state text not null,
    code text not null default '',
    ts text,
    started_at timestamptz not null,
    ended_at timestamptz,
    down_by text,
    constraint effect_once unique (run_id, call_id)
  )`,
  `create index effect_open on fermata.effect (run_id) where state in ('posting', 'taking_down')`,
];
