import { type Selectable, sql } from "kysely";
import type { HomeOwner, HomeRows } from "../../delivery/home-ports.js";
import type { Pending } from "../../policy/urgency.js";
import type { HumanCallTable } from "../tables.js";
import type { Db } from "./fermata-db.js";
import { toHumanCall } from "./to-human-call.js";

/** More calls than this are not weighed: those that run out first count. */
const MOST = 5_000;

/** What the desk of one person is ordered by: short rows, without what the calls ask. */
export async function waitingFor(tx: Db, owner: HomeOwner): Promise<Pending[]> {
  const { rows } = await sql<{
    id: string;
    risk: string;
    pattern: string;
    need: number;
    opened_at: Date;
    deadline_at: Date;
    blocks: number;
  }>`with mine as materialized (
      select c.id, c.run_id, c.risk, c.pattern, c.need, c.opened_at, c.deadline_at
      ${openFor(owner)}
      order by c.deadline_at, c.id limit ${MOST}
    )
    -- Counted one by one, by index: joined as sets, a thousand calls are a million comparisons.
    select mine.*, (
        select count(*)::int from fermata.task t
        where t.run_id = mine.run_id and t.state in ('todo', 'asking')
      ) + (
        select count(*)::int from fermata.human_call j
        where j.joined_to = mine.id and j.status = 'open'
      ) as blocks
    from mine`.execute(tx);
  return rows.map((row) => ({
    callId: row.id,
    risk: row.risk === "low" ? "low" : "high",
    pattern: row.pattern,
    need: row.need,
    openedAt: row.opened_at,
    deadlineAt: row.deadline_at,
    blocks: row.blocks,
  }));
}

/** A few of those calls in full, in the order asked for. */
export async function waitingCalls(
  tx: Db,
  owner: HomeOwner,
  ids: readonly string[],
): ReturnType<HomeRows["calls"]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<
    Selectable<HumanCallTable> & { asked_by: string | null; jobs: number }
  >`select c.*, p.name as asked_by, (
      select 1 + count(*)::int from fermata.human_call j where j.joined_to = c.id and j.status = 'open'
    ) as jobs ${openFor(owner)} and c.id in (${sql.join(ids)})`.execute(tx);
  const found = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = found.get(id);
    if (!row) return [];
    return [{ call: toHumanCall(row), askedBy: row.asked_by ?? "Somebody", jobs: row.jobs }];
  });
}

/** Open calls that this person is asked or may decide; those of a failed job wait for its "Try again". */
function openFor({ team, userId }: HomeOwner) {
  const person = JSON.stringify([{ id: userId }]);
  return sql`from fermata.human_call c
    join fermata.run r on r.id = c.run_id
    join fermata.request q on q.id = r.request_id
    left join fermata.person p on p.team = q.team and p.id = q.user_id
    where c.status = 'open' and (c.asked::jsonb || c.others::jsonb) @> ${person}::jsonb
      and c.fn <> 'release' and c.joined_to is null
      and r.team = ${team} and r.status <> 'failed'
      -- A job that is shown to its requester alone is nobody else's, whoever its calls name.
      and (r.show_channel is null or r.show_channel = r.channel or q.user_id = ${userId})
      -- Nor is one of a private place that was not sent to this person, or one that a rule keeps from them.
      and not coalesce(c.reached::jsonb -> 'blind', '[]'::jsonb) @> to_jsonb(${userId}::text)
      and not c.excluded::jsonb @> to_jsonb(${userId}::text)
      -- Whoever has voted is done with it.
      and not exists (select 1 from fermata.vote v where v.call_id = c.id and v.user_id = ${userId})`;
}
