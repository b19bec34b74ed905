import type { PersonRows } from "../../humans/ports.js";
import { Person } from "../../domain/person.js";
import { type Db, inSchema } from "./fermata-db.js";
import { storable } from "../../domain/storable-text.js";

/** Persons as we know them, by team and id. */
export function createPersonRows(tx: Db): PersonRows {
  const db = inSchema(tx);
  return {
    async get(team, id) {
      const row = await db
        .selectFrom("person")
        .selectAll()
        .where("team", "=", team)
        .where("id", "=", id)
        .executeTakeFirst();
      if (!row) return null;
      return Person.parse({
        team: row.team,
        id: row.id,
        name: row.name,
        tz: row.tz,
        isBot: row.is_bot,
        isGuest: row.is_guest,
        isStranger: row.is_stranger,
        isDeactivated: row.is_deactivated,
        isAdmin: row.is_admin,
        fetchedAt: row.fetched_at,
      });
    },
    async put(person) {
      const { team, id, ...known } = Person.parse(person);
      const values = {
        name: storable(known.name),
        tz: known.tz,
        is_bot: known.isBot,
        is_guest: known.isGuest,
        is_stranger: known.isStranger,
        is_deactivated: known.isDeactivated,
        is_admin: known.isAdmin,
        fetched_at: known.fetchedAt,
      };
      await db
        .insertInto("person")
        .values({ team, id, ...values })
        .onConflict((conflict) => conflict.columns(["team", "id"]).doUpdateSet(values))
        .execute();
    },
  };
}
