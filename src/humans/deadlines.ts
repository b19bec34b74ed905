import { DateTime } from "luxon";
import type { Silence } from "../domain/human-call.js";

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

/** What waiting means for a call: until when, when to remind and to ask the next people, and what silence does. */
export interface Waiting {
  /** With `wait` nothing happens then: it is only what the other times are parts of. */
  deadlineAt: Date;
  remindAt: Date | null;
  /** When the next people are asked, if there are any. */
  escalateAt: Date | null;
  silence: Silence;
}

/** How long people get, as the operator set it. */
export interface WaitingSettings {
  approveWorkingDays: number;
  questionMinutes: number;
  workingHours: WorkingHours;
  /** Seconds in which an approved post can be taken back. */
  undoSeconds: number;
}

/** What a rule of the operator says about waiting; null: as always. */
export interface WaitingRule {
  silence: Silence | null;
  wait: { workingDays?: number | undefined; minutes?: number | undefined } | null;
  /** Parts of the waiting time. */
  remindAt: number;
  escalateAt: number;
}

/** Where no rule says otherwise: a reminder at half time, the next people at four fifths of it. */
export const usualTimes = { remindAt: 0.5, escalateAt: 0.8 };

/**
 * An approval waits for working days and then is not done; a question with every answer filled in waits
 * for minutes and then goes on. A rule may say otherwise; nothing goes on where nothing is filled in.
 */
export function waitingFor(
  hasDefaults: boolean,
  now: Date,
  tz: string,
  settings: WaitingSettings,
  rule: WaitingRule | null = null,
): Waiting {
  const minutes = rule?.wait
    ? rule.wait.minutes
    : hasDefaults
      ? settings.questionMinutes
      : undefined;
  const days = rule?.wait?.workingDays ?? settings.approveWorkingDays;
  const after = (part: number) =>
    minutes === undefined
      ? afterWorkingTime(
          now,
          part * days * workingDayMs(settings.workingHours),
          tz,
          settings.workingHours,
        )
      : new Date(now.getTime() + part * minutes * 60_000);
  const { remindAt, escalateAt } = rule ?? usualTimes;
  const silence = rule?.silence ?? (hasDefaults ? "default" : "deny");
  return {
    deadlineAt: after(1),
    remindAt: after(remindAt),
    escalateAt: after(escalateAt),
    silence: silence === "default" && !hasDefaults ? "deny" : silence,
  };
}

/** When somebody who is waited for without an end is reminded again: one working day later. */
export function nextReminder(now: Date, tz: string, hours: WorkingHours): Date {
  return afterWorkingTime(now, workingDayMs(hours), tz, hours);
}

function workingDayMs(hours: WorkingHours): number {
  return (hours.to - hours.from) * 3_600_000;
}

/** The seconds between an approval and what it does; nobody is reminded, and silence goes on. */
export function undoWindow(now: Date, settings: Pick<WaitingSettings, "undoSeconds">): Waiting {
  const deadlineAt = new Date(now.getTime() + settings.undoSeconds * 1_000);
  return { deadlineAt, remindAt: null, escalateAt: null, silence: "default" };
}

/** Whether a call's deadline has passed; one that waits without an end has none. */
export function isPastDeadline(call: { silence: Silence; deadlineAt: Date }, now: Date): boolean {
  return call.silence !== "wait" && call.deadlineAt.getTime() <= now.getTime();
}

/**
 * Whether an open call of this run takes no answer any more because its time is over. While its run has failed and can
 * be tried again, time stands still for it: one that fails for good leaves no call open.
 */
export function isTimeOver(
  call: { silence: Silence; deadlineAt: Date },
  run: { status: string },
  now: Date,
): boolean {
  return run.status !== "failed" && isPastDeadline(call, now);
}
