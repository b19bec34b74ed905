import { sql } from "kysely";
import { z } from "zod";
import type { DueRow, OutboxWork } from "../../slack/outbound/ports.js";
import { OutboxItem } from "../../domain/outbox-item.js";
import type { Db } from "./fermata-db.js";
import { OUTBOX_CHANNEL } from "./outbox-rows.js";

const Due = z.object({
  op_key: z.string(),
  content: z.string(),
  version: z.number().int(),
  ts: z.string().nullable(),
  attempts: z.number().int(),
  unknown_outcome: z.boolean(),
  created_at: z.date(),
});

/**
 * The writer's side of the outbox; `db` is the pool, each method one statement. Times are the database's, so
 * that the clocks of several writers do not matter.
 */
export function createOutboxWork(db: Db): OutboxWork {
  return {
    async takeDue(limit, leaseMs) {
      const { rows } = await sql`with due as (
        select op_key from fermata.outbox
        where state = 'due' and next_at <= now() and (lease_until is null or lease_until <= now())
        order by seq limit ${limit} for update skip locked
      ), taken as (
        update fermata.outbox o set lease_until = now() + ${leaseMs} * interval '1 millisecond'
        from due where o.op_key = due.op_key
        returning o.op_key, o.content, o.version, o.ts, o.attempts, o.unknown_outcome, o.created_at, o.seq
      ) select op_key, content, version, ts, attempts, unknown_outcome, created_at from taken order by seq`.execute(
        db,
      );
      const due: DueRow[] = [];
      for (const row of rows.map((one) => Due.parse(one))) {
        const read = readItem(row.content);
        // One row that a newer version cannot read must not hold up all others.
        if (read) due.push(toDueRow(row, read));
        else await giveUp(db, row.op_key, "CONTENT_INVALID");
      }
      return due;
    },
    async markTrying(opKey) {
      await sql`update fermata.outbox set unknown_outcome = true where op_key = ${opKey}`.execute(
        db,
      );
    },
    async shown(opKey, version, ts) {
      await sql`with shown as (
        update fermata.outbox set
          shown_version = greatest(shown_version, ${version}::int),
          ts = coalesce(${ts}::text, ts),
          state = case when version > ${version}::int then 'due' else 'shown' end,
          attempts = 0, next_at = '-infinity', lease_until = null, shown_at = now(),
          unknown_outcome = false, last_error = null
        where op_key = ${opKey}
        returning state
      ) select pg_notify(${OUTBOX_CHANNEL}, '') from shown where state = 'due'`.execute(db);
    },
    async later(opKey, delayMs, why) {
      await sql`update fermata.outbox set
          next_at = now() + ${delayMs} * interval '1 millisecond',
          lease_until = null,
          attempts = attempts + ${why.countAttempt ? 1 : 0}::int,
          unknown_outcome = ${why.unknownOutcome},
          last_error = ${why.code}
        where op_key = ${opKey}`.execute(db);
    },
    dead: (opKey, code) => giveUp(db, opKey, code),
    async msUntilDue() {
      const { rows } = await sql<{ ms: number | null }>`select
        min(extract(epoch from greatest(next_at, lease_until, now()) - now()) * 1000)::float8 as ms
        from fermata.outbox where state = 'due'`.execute(db);
      return rows[0]?.ms ?? null;
    },
  };
}

async function giveUp(db: Db, opKey: string, code: string): Promise<void> {
  await sql`update fermata.outbox set state = 'dead', lease_until = null, last_error = ${code}
    where op_key = ${opKey}`.execute(db);
}

function readItem(content: string): OutboxItem | undefined {
  return OutboxItem.safeParse(JSON.parse(content)).data;
}

function toDueRow(due: z.infer<typeof Due>, item: OutboxItem): DueRow {
  return {
    item,
    version: due.version,
    ts: due.ts,
    attempts: due.attempts,
    unknownOutcome: due.unknown_outcome,
    createdAt: due.created_at,
  };
}
