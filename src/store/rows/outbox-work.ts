import { sql } from "kysely";
import { z } from "zod";
import type { DueRow, OutboxWork } from "../../slack/outbound/ports.js";
import { MOST_IN_VAIN } from "../../domain/in-vain.js";
import { OutboxItem } from "../../domain/outbox-item.js";
import { readPacked } from "../packed-text.js";
import type { Db } from "./fermata-db.js";
import { nextToken } from "./next-token.js";
import { reportShown } from "./outbox-shown.js";

const Due = z.object({
  op_key: z.string(),
  content: z.instanceof(Buffer),
  version: z.number().int(),
  ts: z.string().nullable(),
  attempts: z.number().int(),
  in_vain: z.number().int(),
  last_error: z.string().nullable(),
  unknown_outcome: z.boolean(),
  created_at: z.date(),
  token: z.number().int(),
  left_behind: z.boolean(),
});

/** A new message of `e` that is not out yet, and stands before `o`. */
const notOutBefore = sql`e.state = 'due' and e.ts is null and e.type in ('message', 'file')
  and e.channel = o.channel and e.seq < o.seq and e.in_vain < ${MOST_IN_VAIN}
  and (e.next_at <= now() or e.lease_until is not null or e.last_error is not null)`;

/**
 * A new message stands behind an earlier one of its thread that is not out yet, or, outside threads, behind an earlier
 * one of its run: a result and its file. Whoever has that one: several writers keep one order. One that was put for
 * later, and whose time has not come, is nobody's forerunner; nor is one that is tried in vain.
 */
const isBehind = sql`(o.ts is null and o.type in ('message', 'file') and (
  (o.thread_ts is not null and exists (select 1 from fermata.outbox e
    where e.thread_ts = o.thread_ts and ${notOutBefore}))
  or (o.thread_ts is null and o.run_id is not null and exists (select 1 from fermata.outbox e
    where e.run_id = o.run_id and e.thread_ts is null and ${notOutBefore}))))`;

/**
 * The writer's side of the outbox; `db` is the pool, each method one statement. Times are the database's, so
 * that the clocks of several writers do not matter. A lease is the row's token: after somebody else has taken the row
 * nothing is written by it, and until then it is as good after its time as before.
 */
export function createOutboxWork(db: Db): OutboxWork {
  return {
    async takeDue(limit, leaseMs) {
      const { rows } = await sql`with due as (
        select op_key, lease_until is not null as left_behind from fermata.outbox o
        where state = 'due' and next_at <= now() and (lease_until is null or lease_until <= now())
          and not ${isBehind}
        order by seq limit ${limit} for update skip locked
      ), taken as (
        update fermata.outbox o set lease_until = now() + ${leaseMs} * interval '1 millisecond', token = ${nextToken}
        from due where o.op_key = due.op_key
        returning o.op_key, o.content, o.version, o.ts, o.attempts, o.in_vain, o.last_error, o.unknown_outcome, o.created_at, o.token, o.seq, due.left_behind
      ) select op_key, content, version, ts, attempts, in_vain, last_error, unknown_outcome, created_at, token, left_behind
        from taken order by seq`.execute(db);
      const due: DueRow[] = [];
      for (const row of rows.map((one) => Due.parse(one))) {
        const read = readItem(row.content);
        // One row that a newer version cannot read must not hold up all others.
        if (read) due.push(toDueRow(row, read));
        else await giveUp(db, row.op_key, row.token, "CONTENT_INVALID");
      }
      return due;
    },
    async renew(held, leaseMs) {
      if (held.length === 0) return new Set();
      const values = held.map((row) => sql`(${row.item.opKey}::text, ${row.token}::bigint)`);
      const { rows } = await sql<{ op_key: string }>`update fermata.outbox o
        set lease_until = now() + ${leaseMs} * interval '1 millisecond'
        from (values ${sql.join(values)}) as held (op_key, token)
        where o.op_key = held.op_key and o.token = held.token and o.lease_until is not null
        returning o.op_key`.execute(db);
      return new Set(rows.map((row) => row.op_key));
    },
    async markTrying({ item, token }, leaseMs) {
      const { rows } = await sql`update fermata.outbox
        set unknown_outcome = true, lease_until = now() + ${leaseMs} * interval '1 millisecond'
        where op_key = ${item.opKey} and token = ${token} and ts is null and state = 'due'
        returning 1`.execute(db);
      return rows.length > 0;
    },
    shown: ({ item, token }, version, ts, channel) =>
      reportShown(db, { item, token, version }, ts, channel ?? null),
    async later({ item, token }, delayMs, why) {
      await sql`update fermata.outbox set
          next_at = now() + ${delayMs} * interval '1 millisecond',
          lease_until = null,
          attempts = attempts + ${why.countAttempt ? 1 : 0}::int,
          in_vain = in_vain + ${why.inVain === true ? 1 : 0}::int,
          unknown_outcome = ${why.unknownOutcome},
          last_error = case when ${why.countAttempt} then ${why.code} else coalesce(last_error, ${why.code}) end
        where op_key = ${item.opKey} and token = ${token}`.execute(db);
    },
    dead: ({ item, token }, code) => giveUp(db, item.opKey, token, code),
    async msUntilDue() {
      const { rows } = await sql<{ ms: number | null }>`select
        min(extract(epoch from greatest(next_at, lease_until, now()) - now()) * 1000)::float8 as ms
        from fermata.outbox o where state = 'due' and not ${isBehind}`.execute(db);
      return rows[0]?.ms ?? null;
    },
  };
}

async function giveUp(db: Db, opKey: string, token: number, code: string): Promise<void> {
  await sql`update fermata.outbox set state = 'dead', lease_until = null, last_error = ${code}
    where op_key = ${opKey} and token = ${token}`.execute(db);
}

function readItem(content: Buffer): OutboxItem | undefined {
  return OutboxItem.safeParse(readPacked(content)).data;
}

function toDueRow(due: z.infer<typeof Due>, item: OutboxItem): DueRow {
  return {
    item,
    version: due.version,
    ts: due.ts,
    attempts: due.attempts,
    inVain: due.in_vain,
    lastCode: due.last_error,
    unknownOutcome: due.unknown_outcome,
    leftBehind: due.left_behind,
    createdAt: due.created_at,
    token: due.token,
  };
}
