import type { Store } from "../store.js";
import { type Db, inSchema } from "./fermata-db.js";

/** Where a run's trace began, one statement each; only asked while traces are on. */
export function createTraceRows(pool: Db): Pick<Store, "traceparent" | "keepTraceparent"> {
  const db = inSchema(pool);
  return {
    async traceparent(runId) {
      const row = await db
        .selectFrom("run")
        .select("traceparent")
        .where("id", "=", runId)
        .executeTakeFirst();
      return row?.traceparent ?? null;
    },
    async keepTraceparent(runId, token, traceparent) {
      await db
        .updateTable("run")
        .set({ traceparent })
        .where("id", "=", runId)
        .where("token", "=", token)
        .where("traceparent", "is", null)
        .execute();
    },
  };
}
