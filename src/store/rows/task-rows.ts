import { sql } from "kysely";
import type { TaskRows } from "../../runs/ports.js";
import { z } from "zod";
import { TaskLine, TaskSource } from "../../domain/task.js";
import { type Db, inSchema } from "./fermata-db.js";
import { fromText, toText } from "./json-text.js";
import { storable } from "../../domain/storable-text.js";

const Sources = z.array(TaskSource);

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
            sources: line.sources === undefined ? null : toText(Sources, line.sources),
          })),
        )
        .onConflict((conflict) =>
          conflict.columns(["run_id", "id"]).doUpdateSet((eb) => ({
            title: eb.ref("excluded.title"),
            state: eb.ref("excluded.state"),
            note: eb.ref("excluded.note"),
            // A line that only changes its state keeps what it read.
            sources: sql<string | null>`coalesce(excluded.sources, task.sources)`,
          })),
        )
        .execute();
    },
    async list(runId) {
      const rows = await db
        .selectFrom("task")
        .select(["id", "title", "state", "note", "sources"])
        .where("run_id", "=", runId)
        .orderBy("position")
        .orderBy("id")
        .execute();
      return rows.map(({ sources, ...line }) =>
        TaskLine.parse(sources === null ? line : { ...line, sources: fromText(Sources, sources) }),
      );
    },
  };
}
