import { z } from "zod";
import type { FeedbackRows } from "../../runs/ports.js";
import { type Db, inSchema } from "./fermata-db.js";

const Value = z.enum(["good", "bad"]);

/** What people think of results: one row a run and person, the last word counts. */
export function createFeedbackRows(tx: Db): FeedbackRows {
  const db = inSchema(tx);
  return {
    async put({ runId, person, value, at }) {
      await db
        .insertInto("feedback")
        .values({ run_id: runId, person, value, at })
        .onConflict((conflict) => conflict.columns(["run_id", "person"]).doUpdateSet({ value, at }))
        .execute();
    },
    async ofRun(runId) {
      const rows = await db
        .selectFrom("feedback")
        .selectAll()
        .where("run_id", "=", runId)
        .orderBy("person")
        .execute();
      return rows.map((row) => ({
        runId: row.run_id,
        person: row.person,
        value: Value.parse(row.value),
        at: row.at,
      }));
    },
  };
}
