import { type Kysely, sql } from "kysely";

/** Recurring goals, and one row for each instant that was started. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table fermata.schedule (
    id text primary key,
    team text not null,
    channel text not null,
    thread_ts text,
    read_thread_ts text,
    is_dm boolean not null,
    creator_id text not null,
    title text not null,
    goal text not null,
    files text not null default '[]',
    cron text not null,
    tz text not null,
    state text not null,
    paused_why text not null default '',
    next_at timestamptz,
    failures int not null default 0,
    last_at timestamptz,
    last_cost_usd double precision,
    created_at timestamptz not null,
    confirmed_at timestamptz
  )`,
  `create index schedule_due on fermata.schedule (next_at) where state = 'active'`,
  `create index schedule_proposed on fermata.schedule (created_at) where state = 'proposed'`,
  `create index schedule_creator on fermata.schedule (team, creator_id) where state <> 'deleted'`,
  // The key is what makes it one run an instant, however many processes look.
  `create table fermata.fire (
    schedule_id text not null references fermata.schedule (id),
    instant timestamptz not null,
    run_id text not null references fermata.run (id),
    late_ms bigint not null,
    missed int not null,
    since timestamptz,
    settled_at timestamptz,
    primary key (schedule_id, instant)
  )`,
  `create unique index fire_run on fermata.fire (run_id)`,
  `create index fire_open on fermata.fire (run_id) where settled_at is null`,
  // Home follows its rows whoever changes them; its own tables come with a later migration, before any row.
  `create function fermata.home_of_schedule() returns trigger language plpgsql as $$
  begin
    insert into fermata.home_change (team, user_id)
    select v.team, v.user_id from fermata.home_view v
      where v.team = new.team and v.user_id = new.creator_id;
    return null;
  end $$`,
  `create trigger home_of_schedule after insert or update on fermata.schedule
    for each row execute function fermata.home_of_schedule()`,
];
