import { sql } from "kysely";
import type { PresenceRows } from "../../humans/ports.js";
import { type Db, inSchema } from "./fermata-db.js";

/** When we, and the bots among us, were last up and whether Slack is there; instants are the caller's clock, like the deadlines. */
export function createPresenceRows(tx: Db): PresenceRows {
  const db = inSchema(tx);
  const lock = (what: string) =>
    db.selectFrom("presence").selectAll().where("what", "=", what).forUpdate().executeTakeFirst();
  const touch = async (what: string, at: Date) => {
    await db
      .insertInto("presence")
      .values({ what, seen_at: at })
      .onConflict((conflict) => conflict.column("what").doUpdateSet({ seen_at: at }))
      .execute();
  };
  return {
    async touch(at) {
      const had = await lock("house");
      await touch("house", at);
      return had?.seen_at ?? null;
    },
    touchBots: (at) => touch("bots", at),
    async coverBots(at) {
      await db
        .updateTable("presence")
        .set({ seen_at: at })
        .where("what", "=", "bots")
        .where("seen_at", "<", at)
        .execute();
    },
    async botsSeen() {
      // A bot of a version that does not touch the row says what it knows of Slack.
      const { rows } = await sql<{ at: Date }>`select greatest(b.seen_at, s.seen_at) as at
        from fermata.presence b left join fermata.presence s on s.what = 'slack'
        where b.what = 'bots'`.execute(tx);
      return rows[0]?.at ?? null;
    },
    async slackDownSince() {
      return (await lock("slack"))?.down_since ?? null;
    },
    async setSlackDown(since, at) {
      await db
        .insertInto("presence")
        .values({ what: "slack", seen_at: at, down_since: since })
        .onConflict((conflict) =>
          conflict.column("what").doUpdateSet({ seen_at: at, down_since: since }),
        )
        .execute();
    },
    async markLate(from, to) {
      // A run that waits for people is nobody's to advance, so it is not late.
      const { numAffectedRows } = await sql`update fermata.run set
          late_ms = late_ms + (extract(epoch from ${to}::timestamptz - greatest(${from}::timestamptz, created_at)) * 1000)::bigint,
          late_from = coalesce(late_from, greatest(${from}::timestamptz, created_at))
        where status in ('queued', 'running') and created_at < ${to}`.execute(tx);
      return Number(numAffectedRows ?? 0);
    },
    async lateOf(runId) {
      const row = await db
        .selectFrom("run")
        .select(["late_ms", "late_from"])
        .where("id", "=", runId)
        .executeTakeFirst();
      return row?.late_from ? { ms: row.late_ms, from: row.late_from } : null;
    },
  };
}
