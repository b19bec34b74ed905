import { type Kysely, sql } from "kysely";

/** Finding what is old enough to be deleted, where a run's trace began, and what may be in Slack after a restore. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create index run_ended on fermata.run (ended_at, status) where ended_at is not null`,
  `create index request_parent on fermata.request (parent_run_id) where parent_run_id is not null`,
  `create index request_restart on fermata.request (restart_of) where restart_of is not null`,
  // A click names what it was about in its body only. No cast to json: what people type may hold what that refuses.
  `create index inbox_about on fermata.inbox
    ((substring(body from '"(?:runId|callId)":"([a-z]+_[0-9a-f-]+)"')))`,
  `create index inbox_handled on fermata.inbox (handled_at) where handled_at is not null`,
  `create index outbox_alone on fermata.outbox (created_at) where run_id is null`,
  `alter table fermata.run add column traceparent text`,
  // Called once after a restore: what runs from before it post is looked for in Slack first, as after a doubtful try.
  `create function fermata.may_be_posted() returns trigger language plpgsql as $$
  begin
    new.unknown_outcome = exists (select from fermata.run r, fermata.presence p
      where r.id = new.run_id and p.what = 'restored' and r.created_at < p.seen_at);
    return new;
  end $$`,
  `create function fermata.restored() returns void language plpgsql as $$
  begin
    insert into fermata.presence (what, seen_at) values ('restored', now())
      on conflict (what) do update set seen_at = excluded.seen_at;
    update fermata.outbox set unknown_outcome = true
      where ts is null and shown_version = 0 and type in ('message', 'file');
    drop trigger if exists may_be_posted on fermata.outbox;
    create trigger may_be_posted before insert on fermata.outbox
      for each row when (new.type in ('message', 'file') and new.run_id is not null)
      execute function fermata.may_be_posted();
  end $$`,
];
