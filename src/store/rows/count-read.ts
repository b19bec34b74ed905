import { sql } from "kysely";
import type { CountRead } from "../../tools/ports.js";
import { type Db, inSchema } from "./fermata-db.js";

/** Counts in one statement. A source that is opened again after a crash counts again. */
export function createCountRead(db: Db): CountRead {
  return async ({ runId, key }, maxReads) => {
    const row = await inSchema(db)
      .updateTable("run as r")
      .set({ reads: sql<number>`r.reads + 1` })
      .where("r.id", "=", runId)
      .where("r.reads", "<", maxReads)
      .returning(
        sql<number>`(select count(*)::int from fermata.artifact a
          where a.run_id = r.id and a.kind = 'document' and a.key <> ${key})`.as("documents"),
      )
      .executeTakeFirst();
    return row ?? null;
  };
}
