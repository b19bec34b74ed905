import { type RawBuilder, sql } from "kysely";
import type { VersionsHere } from "../../runs/version/ports.js";

/** Nobody holds the run `r`; by the database's clock. */
const free = sql<boolean>`(r.lease_until is null or r.lease_until <= now())`;

/** The run `r` has something to do. A stop never waits for the next try. */
const moves = sql<boolean>`(
  r.status = 'running'
  or (r.status = 'queued'
    and (r.next_try_at is null or r.next_try_at <= now() or r.stop_by is not null))
  or (r.status = 'waiting'
    and (r.stop_by is not null or exists (select 1 from fermata.human_call c
      where c.run_id = r.id and c.status <> 'open' and c.taken_at is null)
    or exists (select 1 from fermata.effect e join fermata.outbox o on o.op_key = e.op_key
      where e.run_id = r.id and e.state = 'posting' and (o.ts is not null or o.state = 'dead'))))
)`;

/** A run `r` that a worker of any version may take. */
export const claimable = sql<boolean>`(${free} and ${moves})`;

/**
 * A run `r` that a worker may take: the one rule for claiming and for finding what stands still. With `versions` it is
 * of one that the worker knows; of a retired one it is taken before anybody answers in vain. Any worker may stop a
 * run: that takes no graph, unless something of it is on its way to another channel.
 */
export function claimableBy(versions: VersionsHere | undefined): RawBuilder<boolean> {
  if (!versions) return claimable;
  const { known, retired } = versions;
  return sql<boolean>`(${free}
    and (${moves} or (r.status = 'waiting' and r.graph_version = any(${retired}::text[])))
    and (r.graph_version = any(${known}::text[])
      or (r.stop_by is not null and not exists (select 1 from fermata.effect e
        where e.run_id = r.id and e.state <> 'failed'))))`;
}

/** The ids of runs that might be claimable, each kind by an index of its own; `claimableBy` says which are. */
export function mayMove(versions: VersionsHere | undefined): RawBuilder<string> {
  return sql<string>`
    select id from fermata.run where status in ('queued', 'running')
    union all select id from fermata.run where status = 'waiting' and stop_by is not null
    union all select id from fermata.run
      where status = 'waiting' and graph_version = any(${versions?.retired ?? []}::text[])
    union all select w.id from fermata.run w where w.status = 'waiting' and exists (
      select 1 from fermata.human_call c where c.run_id = w.id and c.status <> 'open' and c.taken_at is null)
    union all select run_id from fermata.effect where state = 'posting'`;
}
