import { DateTime } from "luxon";

/** When people work: hours of the day in their own zone, Monday to Friday. */
export interface WorkingHours {
  from: number;
  to: number;
}

/**
 * The instant at which `workingMs` of working time have passed since `from`, in the given zone.
 * Nights and weekends do not count; an unknown zone counts as UTC.
 */
export function afterWorkingTime(
  from: Date,
  workingMs: number,
  tz: string,
  hours: WorkingHours,
): Date {
  let at = DateTime.fromJSDate(from, { zone: tz });
  if (!at.isValid) at = DateTime.fromJSDate(from, { zone: "utc" });
  let left = workingMs;
  // A working week has a handful of windows; the bound only guards against a broken zone table.
  for (let step = 0; step < 10_000; step += 1) {
    const opens = at.startOf("day").set({ hour: hours.from });
    const closes =
      hours.to === 24
        ? at.startOf("day").plus({ days: 1 })
        : at.startOf("day").set({ hour: hours.to });
    const start = at < opens ? opens : at;
    if (at.weekday <= 5 && start < closes) {
      const room = closes.toMillis() - start.toMillis();
      if (left <= room) return start.plus({ milliseconds: left }).toJSDate();
      left -= room;
    }
    at = at.startOf("day").plus({ days: 1 });
  }
  return at.toJSDate();
}

/** What waiting means for a call: until when, when to remind, and what silence does. */
export interface Waiting {
  deadlineAt: Date;
  remindAt: Date | null;
  silence: "deny" | "default";
}

/** How long people get, as the operator set it. */
export interface WaitingSettings {
  approveWorkingDays: number;
  questionMinutes: number;
  workingHours: WorkingHours;
  /** Seconds in which an approved post can be taken back. */
  undoSeconds: number;
}

/**
 * An approval waits for working days and then is not done; a question with every answer filled in waits
 * for minutes and then goes on. One reminder at half time.
 */
export function waitingFor(
  hasDefaults: boolean,
  now: Date,
  tz: string,
  settings: WaitingSettings,
): Waiting {
  if (hasDefaults) {
    const ms = settings.questionMinutes * 60_000;
    return {
      deadlineAt: new Date(now.getTime() + ms),
      remindAt: new Date(now.getTime() + ms / 2),
      silence: "default",
    };
  }
  const dayMs = (settings.workingHours.to - settings.workingHours.from) * 3_600_000;
  const ms = settings.approveWorkingDays * dayMs;
  return {
    deadlineAt: afterWorkingTime(now, ms, tz, settings.workingHours),
    remindAt: afterWorkingTime(now, ms / 2, tz, settings.workingHours),
    silence: "deny",
  };
}

/** The seconds between an approval and what it does; nobody is reminded, and silence goes on. */
export function undoWindow(now: Date, settings: Pick<WaitingSettings, "undoSeconds">): Waiting {
  const deadlineAt = new Date(now.getTime() + settings.undoSeconds * 1_000);
  return { deadlineAt, remindAt: null, silence: "default" };
}
