import { sql } from "kysely";
import type { TaskRows } from "../../runs/ports.js";
import { TaskLine } from "../../domain/task.js";
import { type Db, inSchema } from "./fermata-db.js";
import { storable } from "../../domain/storable-text.js";

/** The steps of a run as people see them. */
export function createTaskRows(tx: Db): TaskRows {
  const db = inSchema(tx);
  return {
    async put(runId, lines) {
      // One row an id: an upsert may not touch the same row twice.
      const byId = new Map(lines.map((line) => [line.id, TaskLine.parse(line)]));
      if (byId.size === 0) return;
      const last = db
        .selectFrom("task")
        .select(sql<number>`coalesce(max(position), 0)`.as("last"))
        .where("run_id", "=", runId);
      await db
        .insertInto("task")
        .values(
          [...byId.values()].map((line, index) => ({
            run_id: runId,
            id: line.id,
            position: sql<number>`${last} + ${1 + index}::int`,
            title: storable(line.title),
            state: line.state,
            note: storable(line.note),
          })),
        )
        .onConflict((conflict) =>
          conflict.columns(["run_id", "id"]).doUpdateSet((eb) => ({
            title: eb.ref("excluded.title"),
            state: eb.ref("excluded.state"),
            note: eb.ref("excluded.note"),
          })),
        )
        .execute();
    },
    async list(runId) {
      const rows = await db
        .selectFrom("task")
        .select(["id", "title", "state", "note"])
        .where("run_id", "=", runId)
        .orderBy("position")
        .orderBy("id")
        .execute();
      return rows.map((row) => TaskLine.parse(row));
    },
  };
}
