import { sql } from "kysely";

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

/** A run `r` that a worker may take: the one rule for claiming and for finding what stands still. */
export const claimable = sql<boolean>`(${free} and ${moves})`;
