import type { Selectable } from "kysely";
import { z } from "zod";
import type { RequestRows } from "../../intake/ports.js";
import { FileRef, Request } from "../../domain/request.js";
import type { RequestTable } from "../tables.js";
import { type Db, inSchema } from "./fermata-db.js";
import { fromText, toText } from "./json-text.js";
import { storable } from "../../domain/storable-text.js";

const Files = z.array(FileRef);

/** Requests: one per `team:channel:ts`, by a unique key. */
export function createRequestRows(tx: Db): RequestRows {
  const db = inSchema(tx);
  return {
    async insertIfAbsent(given) {
      const request = Request.parse(given);
      const row = await db
        .insertInto("request")
        .values({
          id: request.id,
          team: request.team,
          channel: request.channel,
          thread_ts: request.threadTs,
          message_ts: request.messageTs,
          user_id: request.userId,
          via: request.via,
          is_dm: request.isDm,
          text: storable(request.text),
          files: toText(Files, request.files),
          parent_run_id: request.parentRunId,
          restart_of: request.restartOf ?? null,
          received_at: request.receivedAt,
        })
        .onConflict((conflict) => conflict.constraint("request_once").doNothing())
        .returning("id")
        .executeTakeFirst();
      return row !== undefined;
    },
    async setText(id, text) {
      await db
        .updateTable("request")
        .set({ text: storable(text) })
        .where("id", "=", id)
        .execute();
    },
    async byMessage(team, channel, messageTs) {
      const row = await db
        .selectFrom("request")
        .innerJoin("run", "run.request_id", "request.id")
        .selectAll("request")
        .select("run.id as run_id")
        .where("request.team", "=", team)
        .where("request.channel", "=", channel)
        .where("request.message_ts", "=", messageTs)
        .executeTakeFirst();
      return row ? { request: toRequest(row), runId: row.run_id } : null;
    },
  };
}

/** A request from its row. */
export function toRequest(row: Selectable<RequestTable>): Request {
  return Request.parse({
    id: row.id,
    team: row.team,
    channel: row.channel,
    threadTs: row.thread_ts,
    messageTs: row.message_ts,
    userId: row.user_id,
    via: row.via,
    isDm: row.is_dm,
    text: row.text,
    files: fromText(Files, row.files),
    parentRunId: row.parent_run_id,
    restartOf: row.restart_of,
    receivedAt: row.received_at,
  });
}
