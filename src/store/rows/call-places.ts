import { type RawBuilder, type Selectable, sql } from "kysely";
import { cardKey } from "../../delivery/card-place.js";
import type { CallPlaceRows } from "../../humans/ports.js";
import type { HumanCallTable } from "../tables.js";
import type { Db } from "./fermata-db.js";
import { toHumanCall } from "./to-human-call.js";

/** Which calls' cards stand where a message was written. */
export function createCallPlaces(tx: Db): CallPlaceRows {
  return {
    async standing({ team, channel, threadTs, ts, copyOf }, endedSince) {
      const own = cardKey("");
      const stands: RawBuilder<unknown>[] = [
        sql`(c.channel = ${channel} and (${threadTs}::text is null or c.thread_ts = ${threadTs})
          and o.op_key = coalesce(c.card, c.id || ${own}))`,
      ];
      if (copyOf !== null) {
        stands.push(sql`(o.channel = ${copyOf} and (${threadTs}::text is null or o.ts = ${threadTs})
          and o.op_key = coalesce(c.card, c.id || ${own}) || ':' || ${copyOf})`);
      }
      // A card that Slack shows and whose ts is still on its way here stands there since the call is open.
      const { rows } = await sql<
        Selectable<HumanCallTable>
      >`select distinct on (c.opened_at, c.id) c.*
        from fermata.human_call c
        join fermata.run r on r.id = c.run_id and r.team = ${team}
        join fermata.outbox o on o.run_id = c.run_id
          and coalesce(o.ts, extract(epoch from c.opened_at)::text) < ${ts} collate "C" and (${sql.join(stands, sql` or `)})
        where (c.status = 'open' or c.decided_at >= ${endedSince})
          and (c.channel = ${channel} or ${copyOf}::text is not null)
        order by c.opened_at, c.id`.execute(tx);
      return rows.map(toHumanCall);
    },
  };
}
