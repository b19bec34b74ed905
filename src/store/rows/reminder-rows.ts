import type { ReminderRows } from "../../humans/ports.js";
import { type Db, inSchema } from "./fermata-db.js";

/** Personal reminders: one a person and call, sent once. */
export function createReminderRows(tx: Db): ReminderRows {
  const db = inSchema(tx);
  return {
    async put({ callId, userId, at }) {
      await db
        .insertInto("reminder")
        .values({ call_id: callId, user_id: userId, at })
        .onConflict((conflict) =>
          conflict.columns(["call_id", "user_id"]).doUpdateSet({ at, sent_at: null }),
        )
        .execute();
    },
    async due(now, limit) {
      const rows = await db
        .selectFrom("reminder")
        .select(["call_id", "user_id", "at"])
        .where("at", "<=", now)
        .where("sent_at", "is", null)
        .orderBy("at")
        .limit(limit)
        .execute();
      return rows.map((row) => ({ callId: row.call_id, userId: row.user_id, at: row.at }));
    },
    async markSent(callId, userId, at) {
      const row = await db
        .updateTable("reminder")
        .set({ sent_at: at })
        .where("call_id", "=", callId)
        .where("user_id", "=", userId)
        .where("sent_at", "is", null)
        .returning("call_id")
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}
