import { DateTime } from "luxon";

/** The instant as a person in that zone would say it, e.g. `Friday 20 November 2026, 14:02 (Europe/Berlin)`. */
export function today(now: string, tz: string): string {
  const utc = DateTime.fromISO(now, { zone: "utc" });
  const local = utc.setZone(tz);
  const at = (local.isValid ? local : utc).setLocale("en");
  return `${at.toFormat("cccc d LLLL yyyy, HH:mm")} (${at.zoneName ?? "UTC"})`;
}
