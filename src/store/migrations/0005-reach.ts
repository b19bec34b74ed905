import { type Kysely, sql } from "kysely";

/** Reaching people: copies of a card, who was asked later, personal reminders, and when we were away. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // reached: who has a copy in a direct message, and where the card stands; added: who was asked later, by whom.
  `alter table fermata.human_call
    add column reached text not null default '{"people":[],"place":""}',
    add column added text not null default '[]',
    add column escalate_at timestamptz,
    add column escalate_to text`,
  `create index human_call_escalate on fermata.human_call (escalate_at)
    where status = 'open' and escalate_at is not null`,
  `create table fermata.reminder (
    call_id text not null references fermata.human_call (id),
    user_id text not null,
    at timestamptz not null,
    sent_at timestamptz,
    primary key (call_id, user_id)
  )`,
  `create index reminder_due on fermata.reminder (at) where sent_at is null`,
  // 'house': when somebody of us was last up; 'slack': since when Slack cannot be reached.
  `create table fermata.presence (
    what text primary key,
    seen_at timestamptz not null,
    down_since timestamptz
  )`,
  `alter table fermata.run add column late_ms bigint not null default 0, add column late_from timestamptz`,
];
