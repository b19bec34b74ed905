import type { Insertable, Selectable } from "kysely";
import { Run } from "../../domain/run.js";
import type { RunTable } from "../tables.js";

/** A run from its row. */
export function toRun(row: Selectable<RunTable>): Run {
  return Run.parse({
    id: row.id,
    requestId: row.request_id,
    team: row.team,
    channel: row.channel,
    threadTs: row.thread_ts,
    title: row.title,
    status: row.status,
    endReason: row.end_reason,
    graphVersion: row.graph_version,
    graphShape: row.graph_shape,
    token: row.token,
    attempts: row.attempts,
    stopBy: row.stop_by,
    stopWhy: row.stop_why,
    capUsd: row.cap_usd,
    spentUsd: row.spent_usd,
    reservedUsd: row.reserved_usd,
    workMs: row.work_ms,
    createdAt: row.created_at,
    endedAt: row.ended_at,
  });
}

/** The row of a new run. */
export function fromRun(given: Run): Insertable<RunTable> {
  const run = Run.parse(given);
  return {
    id: run.id,
    request_id: run.requestId,
    team: run.team,
    channel: run.channel,
    thread_ts: run.threadTs,
    title: run.title,
    status: run.status,
    end_reason: run.endReason,
    graph_version: run.graphVersion,
    graph_shape: run.graphShape ?? null,
    token: run.token,
    attempts: run.attempts,
    stop_by: run.stopBy,
    cap_usd: run.capUsd,
    spent_usd: run.spentUsd,
    reserved_usd: run.reservedUsd,
    work_ms: run.workMs,
    created_at: run.createdAt,
    ended_at: run.endedAt,
  };
}
