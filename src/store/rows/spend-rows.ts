import { sql } from "kysely";
import type { SpendRows } from "../../runs/ports.js";
import { type Db, inSchema } from "./fermata-db.js";

/** What a run's model calls cost, in US dollars; `byRole` counts the calls of each role. */
export function createSpendRows(tx: Db): SpendRows {
  const db = inSchema(tx);
  return {
    async ofRun(runId) {
      const run = await db
        .selectFrom("run")
        .select("spent_usd")
        .where("id", "=", runId)
        .executeTakeFirst();
      const roles = await db
        .selectFrom("model_call")
        .select("role")
        .select(sql<number>`count(*)`.as("calls"))
        .select(sql<boolean>`bool_or(cost_is_upper_bound)`.as("upper"))
        .where("run_id", "=", runId)
        .groupBy("role")
        .orderBy("role")
        .execute();
      return {
        spentUsd: run?.spent_usd ?? 0,
        isUpperBound: roles.some((role) => role.upper),
        calls: roles.reduce((sum, role) => sum + role.calls, 0),
        byRole: Object.fromEntries(roles.map((role) => [role.role, role.calls])),
      };
    },
    async forgetAnswers(runId) {
      await sql`update fermata.model_call set response = null
        where run_id = ${runId} and state = 'done' and response is not null`.execute(tx);
    },
    async standIns(runId) {
      const rows = await db
        .selectFrom("model_call")
        .select(["model", "instead_of"])
        .distinct()
        .where("run_id", "=", runId)
        .where("state", "=", "done")
        .where("instead_of", "is not", null)
        .orderBy("model")
        .execute();
      return rows.map((row) => ({ model: row.model, insteadOf: row.instead_of ?? "" }));
    },
  };
}
