import { sql } from "kysely";
import { z } from "zod";
import { FORWARDED, lostKey, NO_PLACE } from "../../delivery/lost.js";
import type { OutboxRows } from "../../delivery/ports.js";
import { statusKey } from "../../delivery/status.js";
import { lineKey } from "../../delivery/status-line.js";
import { FileItem } from "../../domain/file-item.js";
import { OutboxItem } from "../../domain/outbox-item.js";
import { StatusLineItem } from "../../domain/surface-items.js";
import { type Db, inSchema } from "./fermata-db.js";
import { packText, readPacked } from "../packed-text.js";
import { toText } from "./json-text.js";

/** The notification channel that says "rows of the outbox are due". */
export const OUTBOX_CHANNEL = "fermata_outbox";

const Fate = z.enum(["due", "shown", "dead"]);

/**
 * What should be seen, one row an op key. A changed content raises the version and makes the row due; the writer
 * is signalled when the transaction commits. A private answer never changes once it is written.
 */
export function createOutboxRows(tx: Db): OutboxRows {
  const db = inSchema(tx);
  return {
    put: (item, options) => putAll(tx, [{ item, ...(options && { options }) }]),
    putAll: (rows) => putAll(tx, rows),
    async repeat(opKey) {
      await sql`with again as (
        update fermata.outbox set version = version + 1, state = 'due',
          attempts = case when state = 'due' then attempts else 0 end,
          in_vain = case when state = 'due' then in_vain else 0 end,
          next_at = case when state = 'due' then next_at else '-infinity' end
        where op_key = ${opKey} and type <> 'ephemeral' and state <> 'dead'
        returning 1
      ) select pg_notify(${OUTBOX_CHANNEL}, '') from again`.execute(tx);
    },
    async oldLines(olderThanMs, limit) {
      const { rows } = await sql<{ content: Buffer; status: Buffer; age_ms: number }>`select
          l.content, s.content as status,
          (extract(epoch from now() - l.shown_at) * 1000)::float8 as age_ms
        from fermata.run r
        join fermata.outbox l on l.op_key = r.id || ${lineKey("")}
        join fermata.outbox s on s.op_key = r.id || ${statusKey("")}
        where r.status = 'running' and l.state = 'shown'
          and l.shown_at <= now() - ${olderThanMs}::float8 * interval '1 millisecond'
        limit ${limit} for share of r skip locked`.execute(tx);
      return rows.flatMap((row) => {
        const item = StatusLineItem.safeParse(readPacked(row.content)).data;
        const status = OutboxItem.safeParse(readPacked(row.status)).data;
        if (!item || status?.type !== "message" || status.shown.kind !== "status") return [];
        return [{ item, now: status.shown.now, ageMs: row.age_ms }];
      });
    },
    async get(opKey) {
      const row = await db
        .selectFrom("outbox")
        .select("content")
        .where("op_key", "=", opKey)
        .executeTakeFirst();
      return row ? OutboxItem.parse(readPacked(row.content)) : null;
    },
    async tsOf(opKey) {
      const row = await db
        .selectFrom("outbox")
        .select("ts")
        .where("op_key", "=", opKey)
        .executeTakeFirst();
      return row?.ts ?? null;
    },
    async lostFiles(limit) {
      const { rows } = await sql<{ content: Buffer }>`select content from fermata.outbox
        where state = 'dead' and type = 'file' order by seq limit ${limit}`.execute(tx);
      return rows.flatMap((row) => FileItem.safeParse(readPacked(row.content)).data ?? []);
    },
    async letGo(opKey) {
      await sql`update fermata.outbox set state = 'shown'
        where op_key = ${opKey} and state = 'dead'`.execute(tx);
    },
    async fateOf(opKey) {
      const row = await db
        .selectFrom("outbox")
        .select(["state", "ts", "last_error"])
        .where("op_key", "=", opKey)
        .executeTakeFirst();
      return row ? { state: Fate.parse(row.state), ts: row.ts, code: row.last_error ?? "" } : null;
    },
    async lost(limit) {
      const { rows } = await sql<{ content: Buffer }>`select o.content from fermata.outbox o
        where o.state = 'dead' and o.ts is null and o.channel !~ '^[UW]'
          and ((o.type = 'message' and o.run_id is not null and (
              not exists (select 1 from fermata.outbox n where n.op_key = ${lostKey("")} || o.run_id)
              or (o.op_key ~ ${FORWARDED}
                and not exists (select 1 from fermata.outbox n where n.op_key = ${lostKey("")} || o.op_key))))
            or (o.type = 'ephemeral' and o.last_error = any(${[...NO_PLACE]})
              and not exists (select 1 from fermata.outbox n where n.op_key = ${lostKey("")} || o.op_key)))
        order by o.seq limit ${limit}`.execute(tx);
      return rows.flatMap((row) => OutboxItem.safeParse(readPacked(row.content)).data ?? []);
    },
  };
}

/** One statement for all of them: a step of a run says several things. */
async function putAll(tx: Db, rows: Parameters<OutboxRows["putAll"]>[0]): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map(({ item, options }) => {
    const content = packText(toText(OutboxItem, item));
    const threadTs = "threadTs" in item ? item.threadTs : null;
    return sql`(${item.opKey}::text, ${item.type}::text, ${item.runId}::text, ${item.channel}::text, ${threadTs}::text,
      ${content}::bytea, ${options?.calmMs ?? 0}::int, ${options?.gapMs ?? 0}::int, ${options?.newMs ?? 0}::int)`;
  });
  // A row that waits for its time keeps it: a newer text must not break a pause that Slack asked for.
  await sql`with given (op_key, type, run_id, channel, thread_ts, content, calm_ms, gap_ms, new_ms) as (
    values ${sql.join(values)}
  ), put as (
    insert into fermata.outbox as o (op_key, type, run_id, channel, thread_ts, content, next_at)
    select op_key, type, run_id, channel, thread_ts, content,
      coalesce(now() + nullif(new_ms, 0) * interval '1 millisecond', '-infinity') from given
    on conflict (op_key) do update set
      content = excluded.content,
      version = o.version + 1,
      state = 'due',
      attempts = case when o.state = 'due' then o.attempts else 0 end,
      in_vain = case when o.state = 'due' then o.in_vain else 0 end,
      next_at = case when o.state = 'due' then o.next_at
        else coalesce((select now() + nullif(g.calm_ms, 0) * interval '1 millisecond'
          from given g where g.op_key = o.op_key), '-infinity') end
    where o.type <> 'ephemeral' and o.content <> excluded.content
      and not exists (select 1 from given g where g.op_key = o.op_key and g.gap_ms > 0
        and (o.shown_at is null or o.shown_at > now() - g.gap_ms * interval '1 millisecond'))
    returning 1
  ) select pg_notify(${OUTBOX_CHANNEL}, '') from put limit 1`.execute(tx);
}
