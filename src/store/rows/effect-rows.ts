import { type Selectable, sql } from "kysely";
import { assertEffectStep, Effect } from "../../domain/effect.js";
import { Named } from "../../domain/person.js";
import type { EffectRows } from "../../runs/ports.js";
import type { EffectTable } from "../tables.js";
import { type Db, inSchema } from "./fermata-db.js";
import { fromText, toText } from "./json-text.js";

/** What was done outside threads: one row an approval, and every change is one conditional UPDATE. */
export function createEffectRows(tx: Db): EffectRows {
  const db = inSchema(tx);
  return {
    async insertIfAbsent(given) {
      const effect = Effect.parse(given);
      const row = await db
        .insertInto("effect")
        .values({
          op_key: effect.opKey,
          run_id: effect.runId,
          call_id: effect.callId,
          team: effect.team,
          channel: effect.channel,
          channel_name: effect.channelName,
          artifact_id: effect.artifactId,
          digest: effect.digest,
          by_whom: toText(Named, effect.by),
          state: effect.state,
          code: effect.code,
          ts: effect.ts,
          started_at: effect.startedAt,
          ended_at: effect.endedAt,
          down_by: effect.downBy && toText(Named, effect.downBy),
        })
        .onConflict((conflict) => conflict.constraint("effect_once").doNothing())
        .returning("op_key")
        .executeTakeFirst();
      return row !== undefined;
    },
    async ofRun(runId) {
      const rows = await db
        .selectFrom("effect")
        .selectAll()
        .where("run_id", "=", runId)
        .orderBy("started_at")
        .orderBy("op_key")
        .execute();
      return rows.map(toEffect);
    },
    async step(opKey, from, to, patch = {}) {
      assertEffectStep(from, to);
      const row = await db
        .updateTable("effect")
        .set({
          state: to,
          code: patch.code,
          ts: patch.ts,
          ended_at: patch.endedAt,
          down_by: patch.downBy && toText(Named, patch.downBy),
        })
        .where("op_key", "=", opKey)
        .where("state", "=", from)
        .returning("op_key")
        .executeTakeFirst();
      return row !== undefined;
    },
    async downs(limit) {
      const { rows } = await sql<Selectable<EffectTable>>`select e.* from fermata.effect e
        join fermata.outbox o on o.op_key = e.op_key || ':delete'
        where e.state = 'taking_down' and o.state <> 'due' limit ${limit}`.execute(tx);
      return rows.map(toEffect);
    },
  };
}

function toEffect(row: Selectable<EffectTable>): Effect {
  return Effect.parse({
    opKey: row.op_key,
    runId: row.run_id,
    callId: row.call_id,
    team: row.team,
    channel: row.channel,
    channelName: row.channel_name,
    artifactId: row.artifact_id,
    digest: row.digest,
    by: fromText(Named, row.by_whom),
    state: row.state,
    code: row.code,
    ts: row.ts,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    downBy: row.down_by === null ? null : fromText(Named, row.down_by),
  });
}
