const locale = "en-GB";

function format(seconds: number, zone: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale, { timeZone: zone, ...options }).format(seconds * 1000);
}

/** The calendar day of an instant in a zone, as `YYYY-MM-DD`. */
export function dayKey(seconds: number, zone: string): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: zone }).format(seconds * 1000);
}

/** The clock time of an instant in a zone, as `HH:MM`. */
export function clockTime(seconds: number, zone: string): string {
  return format(seconds, zone, { hour: "2-digit", minute: "2-digit" });
}

/** Date and time in full, for a tooltip. */
export function fullTime(seconds: number, zone: string): string {
  return `${format(seconds, zone, { weekday: "long", day: "numeric", month: "long", year: "numeric" })} at ${format(seconds, zone, { hour: "2-digit", minute: "2-digit", second: "2-digit" })}`;
}

function nearDay(seconds: number, zone: string, nowSeconds: number): string | undefined {
  const key = dayKey(seconds, zone);
  const dayS = 86_400;
  if (key === dayKey(nowSeconds, zone)) return "today";
  if (key === dayKey(nowSeconds - dayS, zone)) return "yesterday";
  if (key === dayKey(nowSeconds + dayS, zone)) return "tomorrow";
  return undefined;
}

/** The name of a day for a divider in the message list. */
export function dayName(seconds: number, zone: string, nowSeconds: number): string {
  const near = nearDay(seconds, zone, nowSeconds);
  if (near) return near.slice(0, 1).toUpperCase() + near.slice(1);
  return format(seconds, zone, { weekday: "long", day: "numeric", month: "long" });
}

/** How long ago, in words short enough for a reply counter. */
export function ago(seconds: number, nowSeconds: number): string {
  const minutes = Math.round((nowSeconds - seconds) / 60);
  // The page's clock ticks once a minute, so a new message may be a little ahead of it.
  if (minutes < -2) return "later";
  if (minutes < 1) return "just now";
  if (minutes < 60) return minutes === 1 ? "1 minute ago" : `${minutes} minutes ago`;
  const hours = Math.round(minutes / 60);
  if (hours < 24) return hours === 1 ? "1 hour ago" : `${hours} hours ago`;
  const days = Math.round(hours / 24);
  return days === 1 ? "1 day ago" : `${days} days ago`;
}

/** Fills the placeholders of a Slack date token for one reader; unknown ones stay as they are. */
export function fillDate(
  seconds: number,
  pattern: string,
  zone: string,
  nowSeconds: number,
): string {
  const long = { weekday: "long", day: "numeric", month: "long", year: "numeric" } as const;
  const middle = { day: "numeric", month: "long", year: "numeric" } as const;
  const short = { weekday: "short", day: "numeric", month: "short" } as const;
  const pretty = (options: Intl.DateTimeFormatOptions): string =>
    nearDay(seconds, zone, nowSeconds) ?? format(seconds, zone, options);
  return pattern.replace(/\{([a-z_]+)\}/g, (whole, name: string) => {
    switch (name) {
      case "date_num":
        return dayKey(seconds, zone);
      case "date":
        return format(seconds, zone, middle);
      case "date_long":
        return format(seconds, zone, long);
      case "date_short":
        return format(seconds, zone, short);
      case "date_pretty":
        return pretty(middle);
      case "date_long_pretty":
        return pretty(long);
      case "date_short_pretty":
        return pretty(short);
      case "day_divider_pretty":
        return dayName(seconds, zone, nowSeconds);
      case "time":
        return clockTime(seconds, zone);
      case "time_secs":
        return format(seconds, zone, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
      case "ago":
        return ago(seconds, nowSeconds);
      default:
        return whole;
    }
  });
}
