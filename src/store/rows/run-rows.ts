import { sql } from "kysely";
import type { RunForHumans } from "../../humans/ports.js";
import type { RunRows } from "../../runs/ports.js";
import { assertRunStep, type EndReason, isEnded, RunStatus } from "../../domain/run.js";
import { type Db, inSchema } from "./fermata-db.js";
import { toRequest } from "./request-rows.js";
import { claimableBy, mayMove } from "./run-claimable.js";
import { createRunLease } from "./run-lease.js";
import { createRunSummary } from "./run-summary.js";
import { unpackText } from "../packed-text.js";
import { fromRun, toRun } from "./to-run.js";

/** The notification channel whose payload is the id of a run that somebody wants stopped. */
export const RUN_CHANNEL = "fermata_run";

/** Ends after which there is nothing to go on from. */
const KEPT_NOT: readonly EndReason[] = ["unreadable", "version", "budget"];

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
      return row?.input ? unpackText(row.input) : null;
    },
    async resultOf(runId) {
      const row = await db
        .selectFrom("run")
        .select("result_artifact_id")
        .where("id", "=", runId)
        .executeTakeFirst();
      return row?.result_artifact_id ?? null;
    },
    async modelAway(runId) {
      const row = await db
        .selectFrom("run as r")
        .select(["r.model_away_since", "r.model_waits"])
        .select(
          sql<boolean>`exists (select from fermata.model_call m
            where m.run_id = r.id and m.state = 'done' and m.at > r.model_away_since)`.as(
            "answered",
          ),
        )
        .where("r.id", "=", runId)
        .executeTakeFirst();
      return {
        since: row?.model_away_since ?? null,
        waits: row?.model_waits ?? 0,
        hasAnswered: row?.answered ?? false,
      };
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
        // Nothing is kept of a run that could read nothing, or that an update left behind: it is asked for anew.
        .where((eb) => eb.or([eb("end_reason", "is", null), eb("end_reason", "not in", KEPT_NOT)]))
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
    async byVersion() {
      const { rows } = await sql<{ version: string; runs: number }>`
        select graph_version as version, count(*)::int as runs from fermata.run
        where status in (${sql.join(live)}) group by graph_version`.execute(tx);
      return Object.fromEntries(rows.map((row) => [row.version, row.runs]));
    },
    async lapsed(limit, versions) {
      return await db
        .selectFrom("run as r")
        .select(["r.id", "r.token", sql<boolean>`true`.as("left")])
        .where("r.status", "=", "running")
        .where(claimableBy(versions))
        .orderBy("r.attempts", "desc")
        .orderBy("r.lease_until")
        .limit(limit)
        .execute();
    },
    async nextLapseMs() {
      const { rows } = await sql<{ ms: number | null }>`select
          extract(epoch from min(lease_until) - now())::float8 * 1000 as ms
        from fermata.run where status = 'running'`.execute(tx);
      return rows[0]?.ms ?? null;
    },
    async stalled(limit, versions, skip = 0) {
      const rows = await db
        .selectFrom("run as r")
        .select(["r.id", "r.token", sql<boolean>`r.status = 'running'`.as("left")])
        // Few of those that wait are looked at: ten thousand may.
        .where(sql<boolean>`r.id in (${mayMove(versions)})`)
        .where(claimableBy(versions))
        // Somebody saw these begin: they do not stand behind all that came since.
        .orderBy(sql`r.status = 'running'`, "desc")
        // Who lost workers comes before a process is full: it may have to be alone there.
        .orderBy("r.attempts", "desc")
        .orderBy("r.created_at")
        .orderBy("r.id")
        .limit(limit)
        .offset(skip)
        .execute();
      return rows;
    },
  };
}
