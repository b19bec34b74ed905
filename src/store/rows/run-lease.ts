import { sql } from "kysely";
import type { RunRows } from "../../runs/ports.js";
import { assertRunStep, RunStatus } from "../../domain/run.js";
import { fail } from "../../errors.js";
import { type Db, inSchema } from "./fermata-db.js";
import { toRequest } from "./request-rows.js";
import { nextToken } from "./next-token.js";
import { claimableBy } from "./run-claimable.js";
import { packText, unpackText } from "../packed-text.js";
import { toRun } from "./to-run.js";
import { storable } from "../../domain/storable-text.js";

/** The part of the run's rows that deals with leases. */
export type RunLease = Pick<
  RunRows,
  "claim" | "renew" | "fence" | "settle" | "setTitle" | "showIn" | "keepInput" | "stampGraph"
>;

/** Leases on runs: taken with one UPDATE, timed by the database, fenced by a token that only rises. */
export function createRunLease(tx: Db): RunLease {
  const db = inSchema(tx);

  /** Locks the run and says where it stands; LEASE_LOST if somebody took it since. */
  async function held(runId: string, token: number): Promise<RunStatus> {
    const row = await db
      .selectFrom("run")
      .select("status")
      .where("id", "=", runId)
      .where("token", "=", token)
      .forUpdate()
      .executeTakeFirst();
    if (!row) throw fail("LEASE_LOST");
    return RunStatus.parse(row.status);
  }

  return {
    async claim(runId, leaseMs, versions) {
      const row = await db
        .updateTable("run as r")
        .set({
          status: "running",
          token: nextToken,
          lease_until: sql<Date>`now() + ${leaseMs} * interval '1 millisecond'`,
          next_try_at: null,
          // Still running, and nobody holds it: its worker ended without a word, perhaps because of it.
          attempts: sql<number>`case when r.status = 'running' then r.attempts + 1 else r.attempts end`,
        })
        .where("r.id", "=", runId)
        .where(claimableBy(versions))
        .returningAll()
        // A statement sees its table as it was: this is the state from before.
        .returning(
          sql<boolean>`(select o.status = 'running' from fermata.run o where o.id = r.id)`.as(
            "taken_over",
          ),
        )
        .executeTakeFirst();
      if (!row) return null;
      const request = await db
        .selectFrom("request")
        .selectAll()
        .where("id", "=", row.request_id)
        .executeTakeFirstOrThrow();
      return {
        run: toRun(row),
        request: toRequest(request),
        token: row.token,
        input: row.input && unpackText(row.input),
        takenOver: row.taken_over,
      };
    },
    async renew(runId, token, leaseMs) {
      const row = await db
        .updateTable("run")
        .set({ lease_until: sql<Date>`now() + ${leaseMs} * interval '1 millisecond'` })
        .where("id", "=", runId)
        .where("token", "=", token)
        .where("status", "=", "running")
        .returning(["stop_by", "attempts"])
        .executeTakeFirst();
      return {
        held: row !== undefined,
        stopBy: row?.stop_by ?? null,
        attempts: row?.attempts ?? 0,
      };
    },
    async fence(runId, token) {
      // Settling frees the lease and leaves the token as it is.
      if ((await held(runId, token)) !== "running") throw fail("LEASE_LOST");
    },
    async settle(runId, token, to, patch) {
      assertRunStep(await held(runId, token), to);
      await db
        .updateTable("run")
        .set({
          status: to,
          lease_until: null,
          end_reason: patch.endReason,
          end_detail: patch.endDetail,
          ended_at: patch.endedAt,
          ...(patch.nextTryInMs !== undefined && {
            next_try_at: sql<Date>`now() + ${patch.nextTryInMs} * interval '1 millisecond'`,
          }),
          attempts: patch.attempts === "one more" ? sql<number>`attempts + 1` : patch.attempts,
          result_artifact_id: patch.resultArtifactId,
          ...awayOf(to, patch.modelAway),
          work_ms: sql<number>`work_ms + ${Math.round(patch.addWorkMs ?? 0)}::bigint`,
        })
        .where("id", "=", runId)
        .execute();
    },
    async keepInput(runId, token, input) {
      const row = await db
        .updateTable("run")
        .set((eb) => ({ input: eb.fn.coalesce("input", eb.val(packText(input))) }))
        .where("id", "=", runId)
        .where("token", "=", token)
        .returning("input")
        .executeTakeFirst();
      if (!row) throw fail("LEASE_LOST");
      return (row.input && unpackText(row.input)) ?? input;
    },
    async showIn(runId, token, place) {
      const row = await db
        .updateTable("run")
        .set({ show_channel: place.channel, show_thread_ts: place.threadTs })
        .where("id", "=", runId)
        .where("token", "=", token)
        .returning("id")
        .executeTakeFirst();
      if (!row) throw fail("LEASE_LOST");
    },
    async stampGraph(runId, token, { graphVersion, graphShape }) {
      const row = await db
        .updateTable("run")
        .set({ graph_version: graphVersion, graph_shape: graphShape ?? null })
        .where("id", "=", runId)
        .where("token", "=", token)
        .returning("id")
        .executeTakeFirst();
      if (!row) throw fail("LEASE_LOST");
    },
    async setTitle(runId, token, title) {
      const row = await db
        .updateTable("run")
        .set({ title: storable(title) })
        .where("id", "=", runId)
        .where("token", "=", token)
        .returning("id")
        .executeTakeFirst();
      if (!row) throw fail("LEASE_LOST");
    },
  };
}

/** Waiting for a model ends with whatever else a run does. */
function awayOf(to: RunStatus, away: { since: Date; waits: number } | undefined) {
  if (away) return { model_away_since: away.since, model_waits: away.waits };
  return to === "queued" ? {} : { model_away_since: null, model_waits: 0 };
}
