import { sql } from "kysely";
import type { Db } from "./rows/fermata-db.js";
import { endsInTime } from "./rows/call-seen.js";
import { claimable } from "./rows/run-claimable.js";

/** How many wait, and how long the oldest has waited, in seconds. */
export interface Backlog {
  count: number;
  oldestSeconds: number;
}

/** What the rows say of the house at this moment; money in US dollars. */
export interface Figures {
  /** Living runs by status and graph version. */
  live: { status: string; graphVersion: string; count: number }[];
  /** Runs that ended and are still kept, by status. */
  ended: { status: string; count: number }[];
  /** Runs that a worker could take now. */
  claimable: Backlog;
  /** Messages that Slack does not have yet; `dead` were given up. */
  outbox: Backlog & { dead: number };
  /** Clicks and forms that nobody has acted on. */
  inbox: Backlog;
  calls: { open: number; overdue: number };
  spend: { todayUsd: number; reservedUsd: number };
}

const seconds = (since: string) =>
  sql.raw(`coalesce(greatest(extract(epoch from max(now() - ${since})), 0), 0)::float8`);

/** Reads them, one cheap statement each; ten thousand waiting runs are a few milliseconds. */
export async function readFigures(db: Db): Promise<Figures> {
  const { rows: live } = await sql<Figures["live"][number]>`
    select status, graph_version as "graphVersion", count(*)::int as count from fermata.run
    where status in ('queued', 'running', 'waiting') group by 1, 2`.execute(db);
  const { rows: ended } = await sql<Figures["ended"][number]>`
    select status, count(*)::int as count from fermata.run
    where ended_at is not null group by 1`.execute(db);
  // Since when it could be taken, not since when it is there.
  const runs = await sql<Backlog>`
    select count(*)::int as count, ${seconds("since")} as "oldestSeconds" from (
      select case r.status
        when 'queued' then coalesce(r.next_try_at, r.created_at)
        when 'running' then r.lease_until
        else coalesce(r.stop_at, (select min(c.decided_at) from fermata.human_call c
          where c.run_id = r.id and c.status <> 'open' and c.taken_at is null)) end as since
      from fermata.run r
      where r.status in ('queued', 'running', 'waiting') and ${claimable}) s`.execute(db);
  const outbox = await sql<Backlog & { dead: number }>`
    select count(*)::int as count,
      coalesce(greatest(extract(epoch from max(now() - created_at)
        filter (where shown_version = 0)), 0), 0)::float8 as "oldestSeconds",
      (select count(*)::int from fermata.outbox where state = 'dead') as dead
    from fermata.outbox where state = 'due'`.execute(db);
  const inbox = await sql<Backlog>`
    select count(*)::int as count, ${seconds("received_at")} as "oldestSeconds"
    from fermata.inbox where handled_at is null`.execute(db);
  const calls = await sql<Figures["calls"]>`
    select count(*)::int as open, (count(*) filter (
        where deadline_at < now() and ${endsInTime()}))::int as overdue
    from fermata.human_call where status = 'open'`.execute(db);
  const spend = await sql<Figures["spend"]>`
    select spent_usd as "todayUsd", reserved_usd as "reservedUsd" from fermata.spend_day
    where day = (now() at time zone 'utc')::date`.execute(db);
  const none = { count: 0, oldestSeconds: 0 };
  return {
    live,
    ended,
    claimable: runs.rows[0] ?? none,
    outbox: outbox.rows[0] ?? { ...none, dead: 0 },
    inbox: inbox.rows[0] ?? none,
    calls: calls.rows[0] ?? { open: 0, overdue: 0 },
    spend: spend.rows[0] ?? { todayUsd: 0, reservedUsd: 0 },
  };
}
