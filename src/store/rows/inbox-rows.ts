import type { Selectable } from "kysely";
import type { InboxRows } from "../../intake/ports.js";
import { InboxBody, InboxRow } from "../../domain/inbox.js";
import { fail } from "../../errors.js";
import type { InboxTable } from "../tables.js";
import { type Db, inSchema } from "./fermata-db.js";
import { fromText, toText } from "./json-text.js";

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
    async take(id) {
      const row = await db
        .selectFrom("inbox")
        .selectAll()
        .where("id", "=", id)
        .where("handled_at", "is", null)
        .forUpdate()
        .skipLocked()
        .executeTakeFirst();
      return row ? toInboxRow(row) : null;
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
    async countAttempt(id) {
      const row = await db
        .updateTable("inbox")
        .set((eb) => ({ attempts: eb("attempts", "+", 1) }))
        .where("id", "=", id)
        .returning("attempts")
        .executeTakeFirst();
      if (!row) throw fail("NOT_FOUND");
      return row.attempts;
    },
    async uncountAttempt(id) {
      await db
        .updateTable("inbox")
        .set((eb) => ({ attempts: eb("attempts", "-", 1) }))
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
