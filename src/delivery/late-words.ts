import { DateTime } from "luxon";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** `Late by 20 minutes: Fermata was down at 9:00.`, with the time in the reader's zone and the day where it is long ago. */
export function lateSentence(lateMs: number, downAt: Date, tz: string): string {
  const at = DateTime.fromJSDate(downAt, { zone: tz });
  const local = (at.isValid ? at : at.setZone("utc")).setLocale("en-GB");
  const when = local.toFormat(lateMs < 12 * HOUR_MS ? "H:mm" : "ccc d LLL HH:mm");
  return `Late by ${span(lateMs)}: Fermata was down at ${when}.`;
}

function span(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / MINUTE_MS));
  if (minutes < 90) return minutes === 1 ? "a minute" : `${minutes} minutes`;
  const hours = Math.round(ms / HOUR_MS);
  return hours < 36 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}
