import type { Clock } from "../clock.js";
import type { Schedule } from "../domain/schedule.js";
import type { Transact } from "../domain/transact.js";
import type { Authoriser } from "../humans/authorise.js";
import type { Channels } from "../humans/ports.js";
import type { ForSchedules, RunsRows } from "../runs/ports.js";
import { type Lost, lostAccess } from "./access.js";
import { pause, tellPaused } from "./pause.js";
import { propose } from "./propose.js";
import { threadToRead } from "./propose-from.js";
import { readRecurrence } from "./recurrence.js";
import { dayInWords, lateInWords, sinceInWords } from "./time-words.js";

/** Makes what runs ask of schedules: at their first step and at their end. */
export function createForRuns(deps: {
  transact: Transact<RunsRows>;
  authoriser: Authoriser;
  channels: Channels;
  clock: Clock;
  /** Called for a schedule that was paused. */
  changed: (scheduleId: string) => void;
}): ForSchedules {
  const { clock } = deps;

  async function loseAccess(id: string, lost: Lost, key: string): Promise<void> {
    await deps.transact(async (rows) => {
      const schedule = await rows.schedules.lock(id);
      if (schedule?.state !== "active") return;
      const now = clock.now();
      const paused = await pause(rows, schedule, { why: lost.why, by: null, key, now });
      const tellsPlace = lost.isGone && !schedule.isDm;
      await tellPaused(rows, paused, tellsPlace ? schedule.channel : schedule.creatorId);
    });
    deps.changed(id);
  }

  return {
    async mayFire(runId, request) {
      const found = await deps.transact((rows) => rows.schedules.fireOfRun(runId));
      if (!found) return { ok: true, fire: null };
      const { fire, schedule } = found;
      const creator = await deps.authoriser.person(request.team, request.userId);
      const lost = await lostAccess(schedule, creator, deps.channels);
      if (lost) {
        await loseAccess(schedule.id, lost, fire.instant.toISOString());
        return { ok: false, why: lost.why };
      }
      const since = fire.since?.toISOString() ?? null;
      return { ok: true, fire: { title: schedule.title, since } };
    },
    whyNot(cron) {
      const read = readRecurrence(cron);
      return read.ok ? null : read.why;
    },
    async propose(rows, run, request, wish) {
      const row = await rows.runs.get(run.id);
      await propose(
        rows,
        {
          team: run.team,
          channel: run.channel,
          threadTs: run.threadTs,
          readThreadTs: threadToRead(request),
          isDm: request.isDm,
          creatorId: run.requester.id,
          title: row?.title ?? "",
          goal: wish.goal,
          files: request.files,
          cron: wish.cron,
          tz: run.requesterTz,
          lastCostUsd: null,
        },
        clock.now(),
      );
    },
    async resultOf(rows, runId) {
      const found = await rows.schedules.fireOfRun(runId);
      if (!found) return null;
      const { fire, schedule } = found;
      return {
        scheduleId: schedule.id,
        day: dayInWords(fire.instant, schedule.tz),
        late: lateInWords(fire, schedule.tz),
        since: sinceOf(fire.since, schedule, clock.now()),
      };
    },
  };
}

function sinceOf(since: Date | null, { tz }: Schedule, now: Date): string {
  return since === null ? "" : sinceInWords(since, now, tz);
}
