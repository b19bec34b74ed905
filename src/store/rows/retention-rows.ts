import { sql } from "kysely";
import type { RetentionRows } from "../../runs/ports.js";
import type { Db } from "./fermata-db.js";
import { deleteOfRuns } from "./retention-tables.js";

/** Deletes what is old enough, in the caller's transaction. */
export function createRetentionRows(tx: Db): RetentionRows {
  return {
    async deleteRuns(endedBefore, limit) {
      const ids = await oldRuns(tx, endedBefore, limit);
      if (ids.length > 0) await deleteOfRuns(tx, ids);
      return ids.length;
    },
    async deleteRest(before, limit) {
      let most = 0;
      for (const statement of rest(before, limit)) {
        const { numAffectedRows } = await statement.execute(tx);
        most = Math.max(most, Number(numAffectedRows ?? 0));
      }
      return most;
    },
    async deleteStrays(before, limit) {
      const { numAffectedRows } = await strays(before, limit).execute(tx);
      return Number(numAffectedRows ?? 0);
    },
  };
}

/** What was said of a run after it was deleted: whoever presses on what still stands in Slack is answered. */
function strays(before: Date, limit: number) {
  return sql`delete from fermata.outbox where op_key in (select o.op_key from fermata.outbox o
      where o.run_id is not null and o.created_at < ${before}
        and coalesce(o.shown_at, o.created_at) < ${before} and o.state <> 'due'
        and not exists (select from fermata.run r where r.id = o.run_id)
      limit ${limit} for update of o skip locked)
    and state <> 'due'`;
}

/** Ended ones that nothing waits for any more, locked; those that somebody else has are left out. */
async function oldRuns(tx: Db, endedBefore: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select r.id from fermata.run r
    where r.ended_at < ${endedBefore} and r.status in ('completed', 'failed', 'cancelled')
      and not exists (select from fermata.outbox o where o.run_id = r.id and o.state = 'due')
      and not exists (select from fermata.effect e
        where e.run_id = r.id and e.state in ('posting', 'taking_down'))
      and not exists (select from fermata.fire f where f.run_id = r.id and f.settled_at is null)
      and not exists (select from fermata.request q join fermata.run c on c.request_id = q.id
        where (q.parent_run_id = r.id or q.restart_of = r.id) and c.ended_at is null)
    order by r.ended_at limit ${limit}
    for update of r skip locked`.execute(tx);
  return rows.map((row) => row.id);
}

/** A writer that is late by more than this has given up. */
const LATE_MINUTES = 2;

/** Slack brings a message again for some minutes at most. */
const GONE_HOURS = 1;

/** What belongs to no run, and what no run needs; each statement takes a batch of its own. */
function rest(before: Date, limit: number) {
  return [
    // Slack has them and nobody looks again. The line of a run that works is said again before it ends by itself.
    sql`delete from fermata.outbox where op_key in (select o.op_key from fermata.outbox o
      where o.state = 'shown' and o.type in ('reaction', 'status_line')
        and o.shown_at < now() - ${LATE_MINUTES} * interval '1 minute'
        and (o.type = 'reaction'
          or not exists (select from fermata.run r where r.id = o.run_id and r.status = 'running'))
      order by o.shown_at limit ${limit} for update of o skip locked)
      and state = 'shown'`,
    sql`delete from fermata.inbox where id in (select id from fermata.inbox
      where handled_at < ${before} order by handled_at limit ${limit} for update skip locked)`,
    // That somebody was greeted once is kept: nobody is greeted twice. So is the card of a schedule or of a rule as long
    // as it can be pressed: whatever becomes of it is shown there, however long nothing did.
    sql`delete from fermata.outbox where op_key in (select op_key from fermata.outbox
      where run_id is null and created_at < ${before} and coalesce(shown_at, created_at) < ${before}
        and state <> 'due' and type <> 'home' and op_key not like 'whisper:help:%:first:%'
        and not exists (select from fermata.schedule s
          where s.id = split_part(op_key, ':', 1) and s.state <> 'deleted')
        and not exists (select from fermata.standing_rule u
          where u.id = split_part(op_key, ':', 1) and u.state in ('offered', 'active'))
      order by created_at limit ${limit} for update skip locked)`,
    sql`with gone as (delete from fermata.home_view where (team, user_id) in (
        select team, user_id from fermata.home_view where opened_at < ${before}
        limit ${limit} for update skip locked)
      returning team, user_id)
      delete from fermata.outbox o using gone
      where o.op_key = 'home:' || gone.team || ':' || gone.user_id`,
    sql`delete from fermata.schedule where id in (select s.id from fermata.schedule s
      where s.state = 'deleted' and coalesce(s.last_at, s.confirmed_at, s.created_at) < ${before}
        and not exists (select from fermata.fire f where f.schedule_id = s.id)
      limit ${limit} for update skip locked)`,
    sql`delete from fermata.standing_rule where state in ('ended', 'declined')
      and coalesce(ended_at, offered_at) < ${before}`,
    sql`delete from fermata.gone_message where (team, channel, ts) in (
      select team, channel, ts from fermata.gone_message
      where deleted_at < now() - ${GONE_HOURS} * interval '1 hour'
      order by deleted_at limit ${limit} for update skip locked)`,
    // BullMQ keeps its last ten thousand events however old they are, and they name runs.
    sql`delete from bullmq.event where (queue, id) in (select queue, id from bullmq.event
      where created_at_ms < ${before.getTime()} limit ${limit})`,
    // Whoever is needed again is asked of Slack again.
    sql`delete from fermata.person where (team, id) in (select p.team, p.id from fermata.person p
      where p.fetched_at < ${before}
        and not exists (select from fermata.request q where q.team = p.team and q.user_id = p.id)
        and not exists (select from fermata.schedule s
          where s.team = p.team and s.creator_id = p.id and s.state <> 'deleted')
      limit ${limit} for update skip locked)`,
  ];
}
