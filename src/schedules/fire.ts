import { fireKey } from "../domain/fire-key.js";
import { newId } from "../domain/ids.js";
import type { Schedule } from "../domain/schedule.js";
import { append } from "../ledger/append.js";
import type { RunsRows } from "../runs/ports.js";
import { startRun } from "../runs/start.js";
import { dueSince } from "./recurrence.js";

/** What every run that a schedule starts gets. */
export interface FireSettings {
  graphVersion: string;
  capUsd: number;
}

/** An instant to run, and how it came about. */
interface Instant {
  instant: Date;
  lateMs: number;
  missed: number;
}

/**
 * Starts one run for each schedule whose time has come, and says when the next one is; all in the caller's
 * transaction, with the schedules locked. After a downtime only the last instant runs.
 */
export async function fireDue(
  rows: RunsRows,
  now: Date,
  limit: number,
  settings: FireSettings,
): Promise<{ looked: number; runIds: string[] }> {
  const due = await rows.schedules.due(now, limit);
  const runIds: string[] = [];
  for (const schedule of due) {
    if (schedule.nextAt === null) continue;
    const { last, before, next } = dueSince(schedule.cron, schedule.tz, schedule.nextAt, now);
    const at = { instant: last, lateMs: now.getTime() - last.getTime(), missed: before };
    const runId = await fireAt(rows, schedule, at, now, settings);
    if (runId !== null) runIds.push(runId);
    await rows.schedules.put({ ...schedule, nextAt: next, lastAt: last });
  }
  return { looked: due.length, runIds };
}

/** Starts the run of one instant; null if that instant had one before. */
export async function fireAt(
  rows: RunsRows,
  schedule: Schedule,
  { instant, lateMs, missed }: Instant,
  now: Date,
  settings: FireSettings,
): Promise<string | null> {
  const key = fireKey(schedule.id, instant);
  const runId = await startRun(
    rows,
    {
      id: newId("req"),
      team: schedule.team,
      channel: schedule.channel,
      threadTs: schedule.readThreadTs ?? key,
      messageTs: key,
      userId: schedule.creatorId,
      via: "schedule",
      isDm: schedule.isDm,
      text: schedule.goal,
      files: schedule.files,
      parentRunId: null,
      receivedAt: now,
    },
    settings,
  );
  if (runId === null) return null;
  await rows.runs.setTitle(runId, 0, schedule.title);
  // At the top level of the place where it was set up, until it has to ask.
  await rows.runs.showIn(runId, 0, { channel: schedule.channel, threadTs: null });
  await rows.schedules.insertFire({
    scheduleId: schedule.id,
    instant,
    runId,
    lateMs,
    missed,
    since: schedule.lastAt,
  });
  await append(rows.ledger, {
    chain: `schedule:${schedule.id}`,
    kind: "schedule_fired",
    key: `fired:${instant.toISOString()}`,
    actor: null,
    at: now,
    data: { run: runId, lateMs, missed },
  });
  return runId;
}
