import { DateTime } from "luxon";

/** The zone in which the prepared company lives. */
export const zone = "Europe/Berlin";

/** A Slack `ts` for an instant. */
export function tsOf(at: DateTime): string {
  return `${Math.floor(at.toSeconds())}.000100`;
}

/** `HH:MM` of the day before, in the company's zone. */
export function yesterdayAt(now: Date, hour: number, minute: number, daysBack = 1): DateTime {
  return DateTime.fromJSDate(now, { zone })
    .startOf("day")
    .minus({ days: daysBack })
    .set({ hour, minute });
}

/**
 * Makes times of a morning that is over: the newest 08:30 that has passed, and minutes after it, squeezed so that
 * the last of `spanMinutes` is never in the future.
 */
export function lastMorning(now: Date, spanMinutes: number): (minutesAfter: number) => DateTime {
  const here = DateTime.fromJSDate(now, { zone });
  const today = here.startOf("day").set({ hour: 8, minute: 30 });
  const start = today <= here ? today : today.minus({ days: 1 }).set({ hour: 8, minute: 30 });
  const passed = here.diff(start, "minutes").minutes;
  const squeeze = Math.min(1, Math.max(0, passed - 1) / spanMinutes);
  return (minutesAfter) => start.plus({ seconds: Math.floor(minutesAfter * squeeze * 60) });
}
