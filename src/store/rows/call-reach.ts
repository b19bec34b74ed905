import { sql } from "kysely";
import { z } from "zod";
import { cardKey } from "../../delivery/card-place.js";
import { DELETED, NO_PLACE } from "../../delivery/lost.js";
import { Added, Reached } from "../../domain/human-call.js";
import { Named } from "../../domain/person.js";
import type { CallReachRows } from "../../humans/ports.js";
import { type Db, inSchema } from "./fermata-db.js";
import {
  begun,
  isItsCard,
  isUnseen,
  ofStanding,
  somebodySees,
  waitsToBeSeen,
} from "./call-seen.js";
import { toText } from "./json-text.js";
import { toHumanCall } from "./to-human-call.js";
import type { Unreadable } from "./unreadable.js";

const Names = z.array(Named);
const AddedList = z.array(Added);

/** Why a card is not shown where it belongs: its place is gone, or somebody deleted it. */
const lostCodes = [...NO_PLACE, DELETED, "message_not_found"];
const ownCard = () => sql`coalesce(human_call.card, human_call.id || ${cardKey("")})`;

/** Who is asked later, and how long there is: changes of open calls only. */
export function createCallReach(tx: Db, unreadable: Unreadable): CallReachRows {
  const db = inSchema(tx);
  const open = () => db.selectFrom("human_call").selectAll().where("status", "=", "open");
  const change = () => db.updateTable("human_call").where("status", "=", "open");
  return {
    async lockOpen(id) {
      const row = await open().where("id", "=", id).forUpdate().executeTakeFirst();
      return row ? toHumanCall(row) : null;
    },
    async addAsked(id, { asked, added, reached, escalated }) {
      const row = await change()
        .set({
          asked: toText(Names, asked),
          added: toText(AddedList, added),
          reached: toText(Reached, reached),
          ...(escalated ? { escalate_at: null } : {}),
        })
        .where("id", "=", id)
        .returning("id")
        .executeTakeFirst();
      return row !== undefined;
    },
    async escalationsDue(now, limit) {
      const rows = await open()
        .where("escalate_at", "<=", now)
        .where(sql<boolean>`id <> all(${unreadable.ids()}::text[])`)
        .where(ofStanding())
        .where(somebodySees())
        .orderBy("escalate_at")
        .limit(limit)
        .execute();
      return unreadable.without(rows);
    },
    async dropEscalation(id) {
      await change().set({ escalate_at: null }).where("id", "=", id).execute();
    },
    async delayGoingOn(from, to) {
      // Time stands still for the questions of a failed run: "Try again" gives that part back.
      const until = sql`least(${to}::timestamptz, (select r.ended_at from fermata.run r
        where r.id = human_call.run_id and r.status = 'failed'))`;
      const begin = sql`greatest(${from}::timestamptz, opened_at)`;
      const lost = sql`(${until} - ${begin})`;
      const { rows } = await sql<{ id: string }>`update fermata.human_call set
          deadline_at = deadline_at + ${lost},
          remind_at = case when reminded_at is null then remind_at + ${lost} else remind_at end,
          escalate_at = escalate_at + ${lost}
        where status = 'open' and silence = 'default' and ${begin} < ${until}
          and (seen_at is not null or not exists (select 1 from fermata.outbox o
            where ${isItsCard()} and o.state <> 'dead'))
        returning id`.execute(tx);
      return rows.map((row) => row.id);
    },
    async delayOfRun(runId, from, to) {
      const lost = sql`(${to}::timestamptz - greatest(${from}::timestamptz, opened_at, seen_at))`;
      const { rows } = await sql<{ id: string }>`update fermata.human_call set
          deadline_at = deadline_at + ${lost},
          remind_at = remind_at + ${lost},
          escalate_at = escalate_at + ${lost}
        where run_id = ${runId} and status = 'open' and ${lost} > interval '0'
          and not (${waitsToBeSeen()} and ${isUnseen()})
        returning id`.execute(tx);
      return rows.map((row) => row.id);
    },
    async noteSeen(callId, now, leastMs) {
      const { rows } = await sql<{ opened_at: Date }>`update fermata.human_call
        set ${begun(sql`${now}::timestamptz`, leastMs)}
        where id = ${callId} and ${waitsToBeSeen()} and not ${isUnseen()}
        returning opened_at`.execute(tx);
      return rows[0]?.opened_at ?? null;
    },
    async withLostCard(limit) {
      const { rows } = await sql<{
        id: string;
        code: string;
      }>`select human_call.id, o.last_error as code
        from fermata.outbox o join fermata.human_call on human_call.run_id = o.run_id
        where o.state = 'dead' and o.type = 'message' and o.last_error = any(${lostCodes})
          and human_call.status = 'open' and o.op_key = ${ownCard()}
        order by o.seq limit ${limit}`.execute(tx);
      return rows;
    },
    async noteDeleted({ channel, ts }) {
      // The token too: a writer that just changed the message must not bring the row back to life.
      await sql`update fermata.outbox o set state = 'dead', lease_until = null, last_error = ${DELETED},
          token = o.token + 1
        from fermata.human_call
        where human_call.status = 'open' and human_call.channel = ${channel}
          and o.op_key = ${ownCard()} and o.ts = ${ts}`.execute(tx);
    },
    async leftUnnoted(now, olderThanMs, limit) {
      // Slack's own delay is by the clock of the database, whatever clock the deadlines go by.
      const { rows } = await sql<{ id: string; seen: Date }>`select human_call.id,
          ${now}::timestamptz - (now() - max(o.shown_at)) as seen
        from fermata.human_call join fermata.outbox o on ${isItsCard()} and o.ts is not null
        where ${waitsToBeSeen()} and not ${isUnseen()}
        group by human_call.id
        having max(o.shown_at) <= now() - ${olderThanMs}::float8 * interval '1 millisecond'
        limit ${limit}`.execute(tx);
      return rows.map((row) => ({ id: row.id, at: row.seen }));
    },
  };
}
