import type { JoinRows } from "../../humans/join-ports.js";
import { type Db, inSchema } from "./fermata-db.js";
import { toHumanCall } from "./to-human-call.js";

/** Calls that join one card. */
export function createJoinRows(tx: Db): JoinRows {
  const db = inSchema(tx);
  const open = () => db.selectFrom("human_call").selectAll().where("status", "=", "open");
  return {
    async scheduleOf(runId) {
      const row = await db
        .selectFrom("fire")
        .select("schedule_id")
        .where("run_id", "=", runId)
        .executeTakeFirst();
      return row?.schedule_id ?? null;
    },
    async openTwin(same, runId) {
      const row = await open()
        .where("same", "=", same)
        .where("joined_to", "is", null)
        .where("run_id", "<>", runId)
        .orderBy("opened_at")
        .orderBy("id")
        .limit(1)
        .forUpdate()
        .executeTakeFirst();
      return row ? toHumanCall(row) : null;
    },
    async joinedTo(callId) {
      const rows = await open()
        .where("joined_to", "=", callId)
        .orderBy("opened_at")
        .orderBy("id")
        .forUpdate()
        .execute();
      return rows.map(toHumanCall);
    },
    async follow(callId, lead) {
      await db
        .updateTable("human_call")
        .set({ joined_to: lead?.id ?? null, card: lead?.card ?? null })
        .where("id", "=", callId)
        .where("status", "=", "open")
        .execute();
    },
  };
}
