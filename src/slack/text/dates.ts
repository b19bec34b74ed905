import { escapeControl } from "./escape.js";

/** `Fri 20 Nov 17:00` in the given IANA zone (UTC where the zone is unknown). */
export function dayAndTime(at: Date, tz: string): string {
  const part = partsOf(at, tz);
  return `${part("weekday")} ${part("day")} ${part("month")} ${part("hour")}:${part("minute")}`;
}

/** `17:00` in the given zone. */
export function timeOfDay(at: Date, tz: string): string {
  const part = partsOf(at, tz);
  return `${part("hour")}:${part("minute")}`;
}

/** A date that Slack shows in each reader's own zone, with a fallback in the given one. */
export function dateToken(iso: string, tz: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return "an unknown time";
  const seconds = Math.floor(at.getTime() / 1000);
  return `<!date^${seconds}^{date_short_pretty} at {time}|${escapeControl(dayAndTime(at, tz))}>`;
}

/** `Tue 1 December 2026` from `2026-12-01`; anything else stays as it is. */
export function calendarDay(value: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return value;
  const at = new Date(`${value}T12:00:00Z`);
  if (Number.isNaN(at.getTime())) return value;
  return new Intl.DateTimeFormat("en-GB", {
    timeZone: "UTC",
    weekday: "short",
    day: "numeric",
    month: "long",
    year: "numeric",
  })
    .format(at)
    .replaceAll(",", "");
}

function partsOf(at: Date, tz: string): (type: Intl.DateTimeFormatPartTypes) => string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: knownZone(tz),
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(at);
  return (type) => parts.find((part) => part.type === type)?.value ?? "";
}

function knownZone(tz: string): string {
  try {
    return new Intl.DateTimeFormat("en-GB", { timeZone: tz }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return "UTC";
    throw error;
  }
}
