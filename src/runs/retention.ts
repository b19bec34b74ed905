import type { Clock } from "../clock.js";
import type { Transact } from "../domain/transact.js";
import type { Meter } from "../meter.js";
import type { RetentionRows } from "./ports.js";

const DAY_MS = 24 * 3_600_000;
/** Jobs deleted in one transaction: some thousand rows, a fraction of a second. */
const BATCH = 25;
/** Rows that belong to no job, in one transaction. */
const REST = 500;
/** When nothing is left that is old enough, it is looked again after this time. */
const REST_MS = 60_000;
/** There are few strays, and to find them all messages are looked through. */
const STRAYS_MS = 3_600_000;

/**
 * Makes the part of a sweep that deletes what is older than it is kept. One small batch a pass: a big backlog goes
 * over many passes and holds up nothing else.
 */
export function createRetention(deps: {
  transact: Transact<{ retention: RetentionRows }>;
  keepDays: number;
  clock: Clock;
  meter: Meter;
}): () => Promise<void> {
  let nextMs = 0;
  let nextStraysMs = 0;
  return async () => {
    const nowMs = deps.clock.now().getTime();
    if (nowMs < nextMs) return;
    const before = new Date(nowMs - deps.keepDays * DAY_MS);
    const runs = await deps.transact((rows) => rows.retention.deleteRuns(before, BATCH));
    if (runs > 0) deps.meter.count("fermata_runs_deleted_total", {}, runs);
    const rest = await deps.transact((rows) => rows.retention.deleteRest(before, REST));
    if (runs < BATCH && rest < REST) nextMs = nowMs + REST_MS;
    if (nowMs < nextStraysMs) return;
    // Also where it fails: a long look must not be taken again in each pass.
    nextStraysMs = nowMs + STRAYS_MS;
    const strays = await deps.transact((rows) => rows.retention.deleteStrays(before, REST));
    if (strays >= REST) nextStraysMs = 0;
  };
}
