import { sql } from "kysely";
import type { MorningRows } from "../../delivery/morning-ports.js";
import { type Db, inSchema } from "./fermata-db.js";

/** Who gets a message in the morning: one row a person. */
export function createMorningRows(tx: Db): MorningRows {
  const db = inSchema(tx);
  return {
    async put({ team, userId }, nextAt) {
      await db
        .insertInto("morning")
        .values({ team, user_id: userId, next_at: nextAt })
        .onConflict((conflict) =>
          conflict.columns(["team", "user_id"]).doUpdateSet({ next_at: nextAt }),
        )
        .execute();
    },
    async remove({ team, userId }) {
      await db
        .deleteFrom("morning")
        .where("team", "=", team)
        .where("user_id", "=", userId)
        .execute();
    },
    async due(now, limit) {
      const { rows } = await sql<{ team: string; user_id: string }>`select team, user_id
        from fermata.morning where next_at <= ${now}
        order by next_at limit ${limit} for update skip locked`.execute(tx);
      return rows.map((row) => ({ team: row.team, userId: row.user_id }));
    },
  };
}
