import { type Selectable, sql } from "kysely";
import type { InboxRows } from "../../intake/ports.js";
import { InboxBody, InboxRow } from "../../domain/inbox.js";
import type { InboxTable } from "../tables.js";
import { type Db, inSchema } from "./fermata-db.js";
import { fromText, toText } from "./json-text.js";

/** By the database's time, which is the same for all processes. */
const isFree = sql<boolean>`(held_until is null or held_until <= now())`;
const fromNow = (ms: number) => sql<Date>`now() + ${ms} * interval '1 millisecond'`;

/** Clicks and forms, each stored once by its dedupe key and handled by whoever takes it first. */
export function createInboxRows(tx: Db): InboxRows {
  const db = inSchema(tx);
  return {
    async insertIfAbsent(given) {
      const row = InboxRow.parse(given);
      const stored = await db
        .insertInto("inbox")
        .values({
          id: row.id,
          dedupe_key: row.dedupeKey,
          team: row.team,
          actor: row.actor,
          channel: row.channel,
          thread_ts: row.threadTs,
          body: toText(InboxBody, row.body),
          received_at: row.receivedAt,
          handled_at: row.handledAt,
          attempts: row.attempts,
        })
        .onConflict((conflict) => conflict.constraint("inbox_once").doNothing())
        .returningAll()
        .executeTakeFirst();
      if (stored) return { row: toInboxRow(stored), fresh: true };
      const before = await db
        .selectFrom("inbox")
        .selectAll()
        .where("dedupe_key", "=", row.dedupeKey)
        .executeTakeFirstOrThrow();
      return { row: toInboxRow(before), fresh: false };
    },
    async known(dedupeKey) {
      const row = await db
        .selectFrom("inbox")
        .select("id")
        .where("dedupe_key", "=", dedupeKey)
        .executeTakeFirst();
      return row !== undefined;
    },
    async take(id, holdMs) {
      const free = db
        .selectFrom("inbox")
        .select("id")
        .where("id", "=", id)
        .where("handled_at", "is", null)
        .where(isFree)
        .forUpdate()
        .skipLocked();
      const row = await db
        .updateTable("inbox")
        .set((eb) => ({ held_until: fromNow(holdMs), attempts: eb("attempts", "+", 1) }))
        .where("id", "=", free)
        .returningAll()
        .executeTakeFirst();
      return row ? toInboxRow(row) : null;
    },
    async hold(id, holdMs) {
      await db
        .updateTable("inbox")
        .set({ held_until: fromNow(holdMs) })
        .where("id", "=", id)
        .where("handled_at", "is", null)
        .execute();
    },
    async markHandled(id, at) {
      const row = await db
        .updateTable("inbox")
        .set({ handled_at: at })
        .where("id", "=", id)
        .where("handled_at", "is", null)
        .returning("id")
        .executeTakeFirst();
      return row !== undefined;
    },
    async giveBack(id) {
      await db
        .updateTable("inbox")
        .set((eb) => ({ held_until: null, attempts: eb("attempts", "-", 1) }))
        .where("id", "=", id)
        .where("attempts", ">", 0)
        .execute();
    },
    async left(before, limit) {
      const rows = await db
        .selectFrom("inbox")
        .select("id")
        .where("handled_at", "is", null)
        .where("received_at", "<", before)
        .where(isFree)
        .orderBy("received_at")
        .limit(limit)
        .execute();
      return rows.map((row) => row.id);
    },
  };
}

function toInboxRow(row: Selectable<InboxTable>): InboxRow {
  return InboxRow.parse({
    id: row.id,
    dedupeKey: row.dedupe_key,
    team: row.team,
    actor: row.actor,
    channel: row.channel,
    threadTs: row.thread_ts,
    body: fromText(InboxBody, row.body),
    receivedAt: row.received_at,
    handledAt: row.handled_at,
    attempts: row.attempts,
  });
}
