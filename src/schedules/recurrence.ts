import { CronExpressionParser } from "cron-parser";
import { IANAZone } from "luxon";
import { instantsAfter, wallsFrom } from "./wall-times.js";

/** The smallest time between two instants of a schedule. */
export const SMALLEST_GAP_MS = 15 * 60_000;

/** Looked through for the smallest gap: two days of the densest schedule there may be. */
const LOOKED_AT = 200;
/** A schedule that does not happen within this time never does. */
const FAR_MS = 5 * 366 * 86_400_000;

/** Whether a recurrence can be kept, or why not in a sentence for people. */
export type Recurrence = { ok: true; cron: string } | { ok: false; why: string };

/** Checks five cron fields; the result has them with single spaces. */
export function readRecurrence(cron: string): Recurrence {
  const fields = cron.trim().split(/\s+/u);
  const tidy = fields.join(" ");
  if (fields.length !== 5 || !/^[\d*,/\-#L ?A-Za-z]+$/u.test(tidy) || /\bH\b/u.test(tidy)) {
    return { ok: false, why: "I do not understand when." };
  }
  try {
    CronExpressionParser.parse(tidy, { tz: "UTC" });
  } catch {
    return { ok: false, why: "I do not understand when." };
  }
  const start = new Date("2027-01-01T00:00:00Z");
  let before: number | null = null;
  let seen = 0;
  for (const wall of wallsFrom(tidy, start)) {
    const at = wall.getTime();
    if (at - start.getTime() > FAR_MS) break;
    if (before !== null && at - before < SMALLEST_GAP_MS) {
      return { ok: false, why: "Every 15 minutes is as often as it goes." };
    }
    before = at;
    if ((seen += 1) >= LOOKED_AT) break;
  }
  return before === null ? { ok: false, why: "That day never comes." } : { ok: true, cron: tidy };
}

/** The next `n` instants after `from`; fewer where there are no more. */
export function next(cron: string, tz: string, from: Date, n: number): Date[] {
  const found: Date[] = [];
  for (const at of instantsAfter(cron, knownZone(tz), from)) {
    found.push(at);
    if (found.length >= n) break;
  }
  return found;
}

/** Counting what was missed ends here. */
const MOST_MISSED = 1_000;
/** How far back the last instant is looked for, in days, where there are too many to count. */
const BACK_DAYS = [1, 8, 32, 400];

/** Instants that are due: the last one, how many came before it (1,000: or more), and the next one. */
export interface Due {
  last: Date;
  before: number;
  next: Date | null;
}

/** What is due at `now` of a schedule whose oldest open instant is `first`. */
export function dueSince(cron: string, tz: string, first: Date, now: Date): Due {
  let last = first;
  let before = 0;
  for (const at of instantsAfter(cron, knownZone(tz), first)) {
    if (at > now) return { last, before, next: at };
    last = at;
    before += 1;
    if (before >= MOST_MISSED) break;
  }
  return {
    last: lastBefore(cron, tz, now) ?? last,
    before,
    next: next(cron, tz, now, 1)[0] ?? null,
  };
}

function lastBefore(cron: string, tz: string, now: Date): Date | null {
  for (const days of BACK_DAYS) {
    let last: Date | null = null;
    for (const at of instantsAfter(
      cron,
      knownZone(tz),
      new Date(now.getTime() - days * 86_400_000),
    )) {
      if (at > now) break;
      last = at;
    }
    if (last) return last;
  }
  return null;
}

/** The zone, or UTC where nobody knows it. */
export function knownZone(tz: string): string {
  return IANAZone.isValidZone(tz) ? tz : "UTC";
}
