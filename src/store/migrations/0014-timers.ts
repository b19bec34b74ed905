import { type Kysely, sql } from "kysely";

/** Several people who are asked next, who is asked in whose place, when a card was first seen, and notes of a vote. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Until now the next person was one: {"id":…}; from now on they are a list.
  `update fermata.human_call set escalate_to = '[' || escalate_to || ']' where escalate_to like '{%'`,
  // stand_ins: JSON, who is asked in whose place. seen_at: since when people could see the card, where that counts.
  `alter table fermata.human_call
    add column stand_ins text not null default '[]',
    add column seen_at timestamptz`,
  `update fermata.human_call set seen_at = opened_at`,
  `create index human_call_unseen on fermata.human_call (opened_at)
    where status = 'open' and silence = 'default' and seen_at is null`,
  `create index human_call_remind on fermata.human_call (remind_at)
    where status = 'open' and remind_at is not null`,
  `alter table fermata.vote add column notes text not null default '[]'`,
];
