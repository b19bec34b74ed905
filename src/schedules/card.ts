import { readApprovalWish } from "../domain/asks-approval.js";
import { excerptOf } from "../domain/excerpt.js";
import type { Named } from "../domain/person.js";
import { readPostWish } from "../domain/post-wish.js";
import type { Schedule } from "../domain/schedule.js";
import type { ShownOf } from "../domain/shown.js";
import type { RunsRows } from "../runs/ports.js";
import { readableGoal } from "./readable-goal.js";
import { next } from "./recurrence.js";
import { recurrenceWords } from "./recurrence-words.js";
import { clocksInWords, instantsInWords } from "./time-words.js";

const SHOWN_INSTANTS = 3;

/** Who set a schedule up, by the name we know. */
export async function creatorOf(
  rows: Pick<RunsRows, "people">,
  schedule: Pick<Schedule, "team" | "creatorId">,
): Promise<Named> {
  const person = await rows.people.get(schedule.team, schedule.creatorId);
  return { id: schedule.creatorId, name: person?.name ?? "the person who set it up" };
}

/** Shows a schedule as its row has it, in its one card; a new card pings who set it up. */
export async function showScheduleCard(
  rows: Pick<RunsRows, "people" | "outbox">,
  schedule: Schedule,
  now: Date,
  dropped = false,
): Promise<void> {
  const goal = await readableGoal(rows, schedule);
  const shown = cardOf(schedule, goal, await creatorOf(rows, schedule), now);
  await rows.outbox.put({
    type: "message",
    opKey: `${schedule.id}:card`,
    runId: null,
    channel: schedule.channel,
    threadTs: schedule.threadTs,
    pings: schedule.state === "proposed" ? [schedule.creatorId] : [],
    shown: dropped ? { ...shown, state: "dropped" } : shown,
  });
}

function cardOf(schedule: Schedule, goal: string, creator: Named, now: Date): ShownOf<"schedule"> {
  const { cron, tz } = schedule;
  // What is skipped does not come: the row says what is next.
  const from = schedule.nextAt ? new Date(schedule.nextAt.getTime() - 1) : now;
  return {
    kind: "schedule",
    scheduleId: schedule.id,
    creator,
    title: schedule.title,
    goal: excerptOf(goal),
    when: recurrenceWords(cron, tz),
    next: instantsInWords(next(cron, tz, from, SHOWN_INSTANTS), tz),
    clocks: clocksInWords(cron, tz, now),
    asks: asksOf(goal, schedule.goal),
    costs:
      schedule.lastCostUsd === null ? "" : `about $${schedule.lastCostUsd.toFixed(2)} each time`,
    isDm: schedule.isDm,
    state: schedule.state,
    why: schedule.pausedWhy,
  };
}

function asksOf(readable: string, goal: string): string {
  if (readPostWish(goal).length > 0) return "for an OK before it posts, each time";
  if (!readApprovalWish(goal).wanted) return "";
  const wish = readApprovalWish(readable);
  return wish.names.length > 0 ? `${wish.names.join(" or ")}, each time` : "for an OK, each time";
}
