import { DateTime } from "luxon";
import { lateSentence } from "../delivery/late-words.js";
import { knownZone } from "./recurrence.js";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Later than this, people are told. */
export const LATE_MS = 2 * MINUTE_MS;

/** `Fri 27 Nov, Fri 4 Dec, each at 14:00`, in the zone. */
export function instantsInWords(instants: Date[], tz: string): string {
  const at = instants.map((one) => inZone(one, tz));
  const times = new Set(at.map((one) => one.toFormat("HH:mm")));
  if (at.length === 0) return "";
  if (times.size > 1) return at.map((one) => one.toFormat("ccc d LLL HH:mm")).join(", ");
  const days = at.map((one) => one.toFormat("ccc d LLL"));
  const each = at.length > 1 ? ", each at " : " at ";
  return `${days.join(", ")}${each}${at[0]?.toFormat("HH:mm")}`;
}

/** `Fri 27 Nov 14:00`, in the zone. */
export function instantInWords(at: Date, tz: string): string {
  return inZone(at, tz).toFormat("ccc d LLL HH:mm");
}

/** `Friday 20 November`, in the zone. */
export function dayInWords(at: Date, tz: string): string {
  return inZone(at, tz).toFormat("cccc d LLLL");
}

/** `Stays 14:00 when the clocks change.` for a fixed time in a zone whose clocks change; else empty. */
export function clocksInWords(cron: string, tz: string, now: Date): string {
  const [minute = "", hour = ""] = cron.split(" ");
  if (!/^\d+$/u.test(minute) || !/^\d+$/u.test(hour)) return "";
  const year = inZone(now, tz).year;
  const offsets = [1, 7].map(
    (month) => DateTime.fromObject({ year, month }, { zone: knownZone(tz) }).offset,
  );
  return offsets[0] === offsets[1]
    ? ""
    : `Stays ${hour.padStart(2, "0")}:${minute.padStart(2, "0")} when the clocks change.`;
}

/** What people read when it came late or earlier times were left out; else empty. */
export function lateInWords(
  fire: { instant: Date; lateMs: number; missed: number },
  tz: string,
): string {
  const left = leftOut(fire.missed);
  if (fire.lateMs < LATE_MS) return left === "" ? "" : `${left}: Fermata was down.`;
  const late = lateSentence(fire.lateMs, fire.instant, tz);
  return left === "" ? late : `${late} ${left}.`;
}

/** `since Friday`, or the day where it is longer ago. */
export function sinceInWords(since: Date, now: Date, tz: string): string {
  const days = (now.getTime() - since.getTime()) / DAY_MS;
  const at = inZone(since, tz);
  if (at.hasSame(inZone(now, tz), "day")) return `since ${at.toFormat("HH:mm")}`;
  return `since ${at.toFormat(days < 6 ? "cccc" : "d LLLL")}`;
}

function leftOut(missed: number): string {
  if (missed === 0) return "";
  if (missed === 1) return "One earlier time was left out";
  return `${missed >= 1_000 ? "More than 1,000" : missed} earlier times were left out`;
}

function inZone(at: Date, tz: string): DateTime {
  return DateTime.fromJSDate(at, { zone: knownZone(tz) }).setLocale("en-GB");
}
