import { sql } from "kysely";
import type { SurfaceRows } from "../../slack/outbound/ports.js";
import { type Db, inSchema } from "./fermata-db.js";

/** What a workspace refused before; `db` is the pool, each method one statement. */
export function createSurfaceRows(pool: Db): SurfaceRows {
  const db = inSchema(pool);
  return {
    async refused(team) {
      const rows = await db
        .selectFrom("surface")
        .select("what")
        .where("team", "=", team)
        // A method may come with a new plan of the workspace, so it is asked again after a day.
        .where(sql<boolean>`not (what like 'method:%' and refused_at < now() - interval '1 day')`)
        .execute();
      return new Set(rows.map((row) => row.what));
    },
    async remember(team, what) {
      await db
        .insertInto("surface")
        .values({ team, what, refused_at: sql<Date>`now()` })
        .onConflict((conflict) =>
          conflict.columns(["team", "what"]).doUpdateSet({ refused_at: sql<Date>`now()` }),
        )
        .execute();
    },
  };
}
