/** What the clocks of one zone show, read from Intl and from nothing else. */
export interface ZoneTable {
  /** Milliseconds by which the clocks are before UTC at an instant. */
  offsetAt(at: number): number;
  /** The instants at which the clocks are moved. */
  changes: number[];
}

const DAY_MS = 86_400_000;

/** Reads the offsets of a zone from `from` to `to` and finds each change to the second. */
export function readZone(tz: string, from: number, to: number): ZoneTable {
  const shown = new Intl.DateTimeFormat("en-US", {
    timeZone: tz,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const ask = (at: number): number => {
    const part: Record<string, number> = {};
    for (const { type, value } of shown.formatToParts(at)) part[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
    return Date.UTC(year, month - 1, day, hour, minute, second) - at;
  };
  const steps: { from: number; offset: number }[] = [{ from: -Infinity, offset: ask(from) }];
  for (let at = from; at < to; at += DAY_MS) {
    const next = ask(at + DAY_MS);
    if (next === steps.at(-1)!.offset) continue;
    let [low, high] = [at, at + DAY_MS];
    while (high - low > 1_000) {
      const middle = Math.floor((low + high) / 2_000) * 1_000;
      if (ask(middle) === next) high = middle;
      else low = middle;
    }
    steps.push({ from: high, offset: next });
  }
  return {
    changes: steps.slice(1).map((one) => one.from),
    offsetAt: (at) => steps.findLast((one) => one.from <= at)!.offset,
  };
}

/** When something is to happen, said once more in other words than cron's. */
export interface Spec {
  cron: string;
  minutes: number[];
  /** Null: every hour, and then both of an hour that comes twice. */
  hours: number[] | null;
  /** The day of the month, of the week (0: Sunday), the month (1: January), and the days of that month. */
  day(date: number, weekday: number, month: number, days: number): boolean;
}

/** Every instant after `from` and before `to`, by the house's rules for clocks that are moved. */
export function expected(spec: Spec, zone: ZoneTable, from: number, to: number): number[] {
  const found = new Set<number>();
  const hours = spec.hours ?? Array.from({ length: 24 }, (_, hour) => hour);
  const firstDay = Math.floor(from / DAY_MS) * DAY_MS - 2 * DAY_MS;
  for (let day = firstDay; day < to + 2 * DAY_MS; day += DAY_MS) {
    const date = new Date(day);
    const month = date.getUTCMonth() + 1;
    const days = new Date(Date.UTC(date.getUTCFullYear(), month, 0)).getUTCDate();
    if (!spec.day(date.getUTCDate(), date.getUTCDay(), month, days)) continue;
    for (const hour of hours) {
      for (const minute of spec.minutes) {
        const wall = day + (hour * 60 + minute) * 60_000;
        for (const at of meant(wall, zone, spec.hours === null)) found.add(at);
      }
    }
  }
  return [...found].filter((at) => at > from && at < to).toSorted((a, b) => a - b);
}

/** The instants of a time on the wall: later by the jump where it is skipped, the first where it comes twice. */
function meant(wall: number, zone: ZoneTable, both: boolean): number[] {
  const before = zone.offsetAt(wall - DAY_MS);
  const after = zone.offsetAt(wall + DAY_MS);
  const real = [...new Set([wall - before, wall - after])]
    .filter((at) => at + zone.offsetAt(at) === wall)
    .toSorted((a, b) => a - b);
  if (real.length === 0) return [wall - before];
  return both ? real : real.slice(0, 1);
}
