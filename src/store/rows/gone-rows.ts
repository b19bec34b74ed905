import { sql } from "kysely";
import type { GoneRows } from "../../intake/ports.js";
import { type Db, inSchema } from "./fermata-db.js";

/** Messages that were deleted before they were heard of; the sweep keeps them for an hour. */
export function createGoneRows(tx: Db): GoneRows {
  const db = inSchema(tx);
  return {
    async lock(message) {
      const name = `message:${keyOf(message)}`;
      await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx);
    },
    async note({ team, channel, ts }) {
      await db
        .insertInto("gone_message")
        .values({ team, channel, ts })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    async known({ team, channel, ts }) {
      const row = await db
        .selectFrom("gone_message")
        .select("ts")
        .where("team", "=", team)
        .where("channel", "=", channel)
        .where("ts", "=", ts)
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}

const keyOf = ({ team, channel, ts }: { team: string; channel: string; ts: string }) =>
  JSON.stringify([team, channel, ts]);
