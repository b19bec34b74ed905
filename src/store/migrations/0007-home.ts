import { type Kysely, sql } from "kysely";

/** App Home: who opened it, what changed for them, and the indexes its lists are read by. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // When Slack had the newest version: a status line ends after two minutes.
  `alter table fermata.outbox add column shown_at timestamptz`,
  `alter table fermata.task add column sources text`,
  `create table fermata.home_view (
    team text not null,
    user_id text not null,
    pages text not null default '{}',
    opened_at timestamptz not null,
    primary key (team, user_id)
  )`,
  // Rows are only added and taken away, so that jobs which end at once never wait for each other.
  `create table fermata.home_change (
    seq bigint generated always as identity primary key,
    team text not null,
    user_id text not null
  )`,
  `create index request_person on fermata.request (team, user_id, received_at desc)`,
  `create index run_request on fermata.run (request_id)`,
  `create index human_call_people on fermata.human_call
    using gin ((asked::jsonb || others::jsonb) jsonb_path_ops) where status = 'open'`,
  // Home follows its rows whoever changes them.
  `create function fermata.home_of_call() returns trigger language plpgsql as $$
  begin
    insert into fermata.home_change (team, user_id)
    select v.team, v.user_id from fermata.run r
      join fermata.request q on q.id = r.request_id
      join fermata.home_view v on v.team = r.team and (v.user_id = q.user_id or v.user_id in (
        select one ->> 'id' from jsonb_array_elements(new.asked::jsonb || new.others::jsonb) one))
    where r.id = new.run_id;
    return null;
  end $$`,
  `create trigger home_of_call after insert or update of status, asked, others, deadline_at
    on fermata.human_call for each row execute function fermata.home_of_call()`,
  `create function fermata.home_of_run() returns trigger language plpgsql as $$
  begin
    insert into fermata.home_change (team, user_id)
    select v.team, v.user_id from fermata.request q
      join fermata.home_view v on v.team = q.team and v.user_id = q.user_id
    where q.id = new.request_id;
    return null;
  end $$`,
  `create trigger home_of_run after insert or update of status, title
    on fermata.run for each row execute function fermata.home_of_run()`,
];
