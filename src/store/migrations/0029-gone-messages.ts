import { type Kysely, sql } from "kysely";

/** Messages that were deleted before anybody heard of them: the place and the time, for an hour. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table fermata.gone_message (
    team text not null,
    channel text not null,
    ts text not null,
    deleted_at timestamptz not null default now(),
    primary key (team, channel, ts)
  )`,
  `create index gone_message_old on fermata.gone_message (deleted_at)`,
];
