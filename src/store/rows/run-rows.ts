import { sql } from "kysely";
import type { RunForHumans } from "../../humans/ports.js";
import type { RunRows } from "../../runs/ports.js";
import { assertRunStep, isEnded, RunStatus } from "../../domain/run.js";
import { type Db, inSchema } from "./fermata-db.js";
import { toRequest } from "./request-rows.js";
import { claimable } from "./run-claimable.js";
import { createRunLease } from "./run-lease.js";
import { createRunSummary } from "./run-summary.js";
import { fromRun, toRun } from "./to-run.js";

/** The notification channel whose payload is the id of a run that somebody wants stopped. */
export const RUN_CHANNEL = "fermata_run";

const live = RunStatus.options.filter((status) => !isEnded(status));

/** Runs: how they are made, found, stopped and tried again; leases are in `run-lease.ts`. */
export function createRunRows(tx: Db): RunRows & RunForHumans {
  const db = inSchema(tx);
  const inThread = (team: string, channel: string, threadTs: string) =>
    db
      .selectFrom("run")
      .where("team", "=", team)
      .where((eb) =>
        eb.or([
          eb.and([eb("channel", "=", channel), eb("thread_ts", "=", threadTs)]),
          eb.and([eb("show_channel", "=", channel), eb("show_thread_ts", "=", threadTs)]),
          // Its first message is in Slack, and people answer faster than the run finds out.
          eb.and([
            eb("show_channel", "=", channel),
            eb("show_thread_ts", "is", null),
            sql<boolean>`exists (select from fermata.outbox o
              where o.op_key = run.id || ':root' and o.ts = ${threadTs})`,
          ]),
        ]),
      );

  return {
    ...createRunLease(tx),
    ...createRunSummary(tx),
    async insert(run) {
      await db.insertInto("run").values(fromRun(run)).execute();
    },
    async get(id) {
      const row = await db.selectFrom("run").selectAll().where("id", "=", id).executeTakeFirst();
      return row ? toRun(row) : null;
    },
    async input(runId) {
      const row = await db
        .selectFrom("run")
        .select("input")
        .where("id", "=", runId)
        .executeTakeFirst();
      return row?.input ?? null;
    },
    async resultOf(runId) {
      const row = await db
        .selectFrom("run")
        .select("result_artifact_id")
        .where("id", "=", runId)
        .executeTakeFirst();
      return row?.result_artifact_id ?? null;
    },
    async request(runId) {
      const row = await db
        .selectFrom("request")
        .innerJoin("run", "run.request_id", "request.id")
        .selectAll("request")
        .where("run.id", "=", runId)
        .executeTakeFirst();
      return row ? toRequest(row) : null;
    },
    async requestStop(runId, by, at, why) {
      const { rows } = await sql`with stopped as (
        update fermata.run set stop_by = ${by}, stop_at = ${at}, stop_why = ${why ?? null}
        where id = ${runId} and stop_by is null and status in (${sql.join(live)})
        returning id
      ) select pg_notify(${RUN_CHANNEL}, id) from stopped`.execute(tx);
      return rows.length > 0;
    },
    async raiseCap(runId, toUsd) {
      await sql`update fermata.run set cap_usd = greatest(cap_usd, ${toUsd}::float8)
        where id = ${runId}`.execute(tx);
    },
    async retry(runId) {
      assertRunStep("failed", "queued");
      const row = await db
        .updateTable("run")
        .set({
          status: "queued",
          end_reason: null,
          end_detail: "",
          ended_at: null,
          attempts: 0,
          next_try_at: null,
          stop_by: null,
          stop_at: null,
          lease_until: null,
        })
        .where("id", "=", runId)
        .where("status", "=", "failed")
        // Nothing is kept of a run that could read nothing: it is asked for anew.
        .where("end_reason", "is distinct from", "unreadable")
        .returning("id")
        .executeTakeFirst();
      return row !== undefined;
    },
    async resume(runId) {
      assertRunStep("cancelled", "queued");
      const row = await db
        .updateTable("run")
        .set({ status: "queued", end_reason: null, ended_at: null, attempts: 0, next_try_at: null })
        .set({ stop_by: null, stop_at: null, stop_why: null, lease_until: null })
        .where("id", "=", runId)
        .where("status", "=", "cancelled")
        .where("end_reason", "=", "stopped")
        .returning("id")
        .executeTakeFirst();
      return row !== undefined;
    },
    async liveInThread(team, channel, threadTs) {
      const row = await inThread(team, channel, threadTs)
        .selectAll()
        .where("status", "in", live)
        .orderBy("created_at", "desc")
        .orderBy("id", "desc")
        .limit(1)
        .executeTakeFirst();
      return row ? toRun(row) : null;
    },
    async lockLive(id) {
      const row = await db
        .selectFrom("run")
        .selectAll()
        .where("id", "=", id)
        .where("status", "in", live)
        .forNoKeyUpdate()
        .executeTakeFirst();
      return row ? toRun(row) : null;
    },
    async anyInThread(team, channel, threadTs) {
      const row = await inThread(team, channel, threadTs).select("id").limit(1).executeTakeFirst();
      return row !== undefined;
    },
    async movedTo(team, channel, threadTs) {
      const rows = await db
        .selectFrom("run")
        .select("id")
        .where("team", "=", team)
        .where("show_channel", "=", channel)
        .where("show_thread_ts", "=", threadTs)
        .where("channel", "<>", channel)
        .execute();
      return rows.map((row) => row.id);
    },
    async stalled(limit) {
      const rows = await db
        .selectFrom("run as r")
        .select("r.id")
        // The index of living runs; `claimable` alone does not name all three states.
        .where("r.status", "in", live)
        .where(claimable)
        .orderBy("r.created_at")
        .limit(limit)
        .execute();
      return rows.map((row) => row.id);
    },
  };
}
