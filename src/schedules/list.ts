import type { Person } from "../domain/person.js";
import type { Schedule } from "../domain/schedule.js";
import type { ShownOf } from "../domain/shown.js";
import { type Presser, whisper } from "../delivery/whisper.js";
import type { RunsRows } from "../runs/ports.js";
import { recurrenceWords } from "./recurrence-words.js";

const PAGE = 5;

/** One schedule as lists have it; App Home shows the same. */
export type ScheduleItem = ShownOf<"schedule_list">["items"][number];

/** A schedule as lists have it. */
export function itemOf(schedule: Schedule): ScheduleItem {
  return {
    scheduleId: schedule.id,
    title: schedule.title,
    when: recurrenceWords(schedule.cron, schedule.tz),
    isPaused: schedule.state === "paused",
    nextAt: schedule.nextAt?.toISOString() ?? null,
    lastAt: schedule.lastAt?.toISOString() ?? null,
    cost: schedule.lastCostUsd === null ? "" : `$${schedule.lastCostUsd.toFixed(2)}`,
  };
}

/** Shows somebody a page of their own schedules, privately. */
export async function showList(
  rows: Pick<RunsRows, "schedules" | "outbox">,
  presser: Presser,
  person: Person,
  page: number,
): Promise<void> {
  const all = await rows.schedules.ofCreator(person.team, person.id);
  const pages = Math.max(1, Math.ceil(all.length / PAGE));
  const at = Math.min(page, pages);
  await whisper(
    rows,
    { ...presser, userId: presser.actor },
    {
      kind: "schedule_list",
      page: at,
      pages,
      count: all.length,
      items: all.slice((at - 1) * PAGE, at * PAGE).map(itemOf),
    },
  );
}
