/** `14:05` in the reader's zone. */
export function clockTime(at: Date, tz: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    timeZone: tz,
  }).format(at);
}

/** `14:05` today, `Fri 20 Nov at 14:05` on another day, both in the reader's zone. */
export function dayAndClock(at: Date, now: Date, tz: string): string {
  const day = dayOf(at, tz);
  return day === dayOf(now, tz) ? clockTime(at, tz) : `${day} at ${clockTime(at, tz)}`;
}

/** `at 14:05` today, `on Fri 20 Nov at 14:05` on another day, both in the reader's zone. */
export function atClock(at: Date, now: Date, tz: string): string {
  return `${dayOf(at, tz) === dayOf(now, tz) ? "at" : "on"} ${dayAndClock(at, now, tz)}`;
}

function dayOf(at: Date, tz: string): string {
  const format = new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    timeZone: tz,
  });
  return format.format(at).replaceAll(",", "");
}
