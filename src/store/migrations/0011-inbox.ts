import { type Kysely, sql } from "kysely";

/** What waits for people: how calls are alike, questions that join one card, standing rules and morning messages. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Calls from before count as high risk and are like no other: nobody decides them together or by a rule.
  `alter table fermata.human_call
    add column risk text not null default 'high',
    add column pattern text not null default '',
    add column same text not null default '',
    add column joined_to text,
    add column by_rule text`,
  `create index human_call_same on fermata.human_call (same)
    where status = 'open' and same <> '' and joined_to is null`,
  `create index human_call_joined on fermata.human_call (joined_to) where joined_to is not null`,
  `create index human_call_pattern on fermata.human_call (pattern, decided_at desc)
    where pattern <> '' and status <> 'open'`,
  // One row from the offer on. values: JSON; shown: JSON, the calls that the offer lists.
  `create table fermata.standing_rule (
    id text primary key,
    team text not null,
    user_id text not null,
    user_name text not null,
    state text not null,
    pattern text not null,
    fn text not null,
    verb text not null,
    words text not null,
    policy text not null,
    shown text not null,
    offered_at timestamptz not null,
    from_at timestamptz,
    until_at timestamptz,
    ended_at timestamptz,
    ended_by text
  )`,
  `create unique index standing_rule_once on fermata.standing_rule (team, user_id, pattern)
    where state in ('offered', 'active')`,
  `create index standing_rule_pattern on fermata.standing_rule (pattern) where state = 'active'`,
  `create table fermata.morning (
    team text not null,
    user_id text not null,
    next_at timestamptz not null,
    primary key (team, user_id)
  )`,
  `create index morning_due on fermata.morning (next_at)`,
  `drop trigger home_of_call on fermata.human_call`,
  `create trigger home_of_call
    after insert or update of status, asked, others, deadline_at, joined_to
    on fermata.human_call for each row execute function fermata.home_of_call()`,
  // Whoever has voted is done with a call, although it stays open.
  `create function fermata.home_of_vote() returns trigger language plpgsql as $$
  begin
    insert into fermata.home_change (team, user_id)
    select v.team, v.user_id from fermata.human_call c
      join fermata.run r on r.id = c.run_id
      join fermata.home_view v on v.team = r.team and v.user_id = new.user_id
    where c.id = new.call_id;
    return null;
  end $$`,
  `create trigger home_of_vote after insert or update on fermata.vote
    for each row execute function fermata.home_of_vote()`,
  `create function fermata.home_of_own() returns trigger language plpgsql as $$
  begin
    insert into fermata.home_change (team, user_id)
    select v.team, v.user_id from fermata.home_view v
    where v.team = coalesce(new.team, old.team) and v.user_id = coalesce(new.user_id, old.user_id);
    return null;
  end $$`,
  `create trigger home_of_rule after insert or update on fermata.standing_rule
    for each row execute function fermata.home_of_own()`,
  `create trigger home_of_morning after insert or delete on fermata.morning
    for each row execute function fermata.home_of_own()`,
];
