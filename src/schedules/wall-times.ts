import { CronExpressionParser } from "cron-parser";
import { DateTime } from "luxon";

/** The longest that clocks are ever put forward or back, with room. */
const LONGEST_JUMP_MS = 3 * 3_600_000;

/**
 * The instants after `from`, in order. The library counts times on the wall of a zone whose clocks never change; what
 * they mean in the real zone is settled here, because it leaves out or repeats some where clocks change. A time that
 * does not exist is later by the jump, once; one that comes twice is the first, unless it is meant for every hour.
 */
export function* instantsAfter(cron: string, tz: string, from: Date): Generator<Date> {
  const everyHour = cron.trim().split(/\s+/u)[1] === "*";
  const walls = wallsFrom(cron, new Date(wallMs(from, tz) - LONGEST_JUMP_MS));
  let waiting: number[] = [];
  let last = from.getTime();
  for (const wall of walls) {
    // What is still to come on the wall is later than this, whatever the clocks do.
    const safe = earliest(wall, tz) - LONGEST_JUMP_MS;
    for (const at of waiting.filter((one) => one <= safe)) {
      if (at > last) yield new Date((last = at));
    }
    waiting = waiting.filter((one) => one > safe);
    const meant = possible(wall, tz);
    waiting = sorted([...waiting, ...(everyHour ? meant : meant.slice(0, 1))]);
  }
  for (const at of waiting) if (at > last) yield new Date((last = at));
}

/** The times on the wall from an instant, as if it were UTC; throws what the library throws on a bad expression. */
export function* wallsFrom(cron: string, from: Date): Generator<Date> {
  const parsed = CronExpressionParser.parse(cron, { tz: "UTC", currentDate: from });
  while (parsed.hasNext()) yield parsed.next().toDate();
}

function wallMs(at: Date, tz: string): number {
  const local = DateTime.fromJSDate(at, { zone: tz });
  return at.getTime() + local.offset * 60_000;
}

/** The instants at which the clocks of a zone show this; one where they jump over it. */
function possible(wall: Date, tz: string): number[] {
  const shown = DateTime.fromJSDate(wall, { zone: "utc" }).setZone(tz, { keepLocalTime: true });
  return sorted(shown.getPossibleOffsets().map((one) => one.toMillis()));
}

function earliest(wall: Date, tz: string): number {
  return possible(wall, tz)[0] ?? wall.getTime();
}

function sorted(instants: number[]): number[] {
  return [...new Set(instants)].sort((one, other) => one - other);
}
