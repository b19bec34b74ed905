import { sql } from "kysely";
import type { CountRead } from "../../tools/ports.js";
import { type Db, inSchema } from "./fermata-db.js";

/**
 * Counts in one statement. A source counts once, however often it is opened: after a crash, or each time that the run
 * has waited for a service.
 */
export function createCountRead(db: Db): CountRead {
  return async ({ runId, key }, { maxReads, open }) => {
    const isKnown = sql<boolean>`${key}::text = any(r.read_keys)`;
    const row = await inSchema(db)
      .updateTable("run as r")
      .set({
        reads: sql<number>`case when ${isKnown} then r.reads else r.reads + 1 end`,
        read_keys: sql<string[]>`case when ${isKnown} then r.read_keys
          else array_append(r.read_keys, ${key}::text) end`,
      })
      .where("r.id", "=", runId)
      .where((eb) => eb.or([isKnown, eb("r.reads", "<", maxReads)]))
      .returning(
        sql<number>`(select count(*)::int from fermata.artifact a
          where a.run_id = r.id and a.kind = 'document' and a.key <> all(${[key, ...open]}::text[]))`.as(
          "documents",
        ),
      )
      .executeTakeFirst();
    return row ?? null;
  };
}
