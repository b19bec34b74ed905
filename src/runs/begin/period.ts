import { DateTime } from "luxon";
import { ownWordsIn } from "../../domain/own-words.js";

/** From when until when a channel is read, and how people would say it. */
export interface Period {
  since: Date;
  until: Date;
  /** `since 08:30`, `yesterday`, `last 3 days`. */
  words: string;
}

const DEFAULT_DAYS = 7;
const NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const MONTHS =
  "january february march april may june july august september october november december".split(
    " ",
  );

const CLOCK =
  /\b(?:since|from|after|seit|ab)\s+(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|uhr|o'clock)?\b/iu;
const SINCE_DAY = new RegExp(
  String.raw`\b(?:since|from|seit)\s+(?:last\s+)?(${DAYS.map((day) => `${day.slice(0, 3)}(?:${day.slice(3)})?`).join("|")})\b`,
  "iu",
);
const SINCE_DATE = new RegExp(
  String.raw`\b(?:since|from)\s+(?:(\d{1,2})\.?\s+(${MONTHS.join("|")})|(${MONTHS.join("|")})\s+(\d{1,2}))\b`,
  "iu",
);
const SINCE_ISO = /\b(?:since|from)\s+(\d{4}-\d{2}-\d{2})\b/iu;
const LAST_N =
  /\b(?:last|past|letzten?)\s+(\d{1,3}|one|two|three|four|five|six|seven|eight|nine)?\s*(hours?|days?|weeks?|months?|stunden?|tage?n?|wochen?)\b/iu;

type Read = { since: DateTime; until?: DateTime; words: string };

/**
 * The period that a request's own words name, in the asker's zone; else since `lastAt` (a schedule's last time), else
 * the last seven days. Nothing after `now` is ever in it.
 */
export function readPeriod(
  text: string,
  at: { now: Date; tz: string; lastAt?: Date | null },
): Period {
  const zoned = DateTime.fromJSDate(at.now, { zone: at.tz });
  const now = zoned.isValid ? zoned : DateTime.fromJSDate(at.now, { zone: "utc" });
  const said = ownWordsIn(text);
  const named = clock(said, now) ?? date(said, now) ?? weekday(said, now) ?? word(said, now);
  const found = named ?? lastN(said, now) ?? fallback(now, at.lastAt ?? null);
  const until = found.until && found.until < now ? found.until : now;
  return { since: found.since.toJSDate(), until: until.toJSDate(), words: found.words };
}

function clock(text: string, now: DateTime): Read | null {
  const [, hours, minutes, half] = CLOCK.exec(text) ?? [];
  // "From 3 people" is no time: a time has minutes or says that it is one.
  if (hours === undefined || (minutes === undefined && half === undefined)) return null;
  const shift = half?.toLowerCase() === "pm" && Number(hours) < 12 ? 12 : 0;
  const midnight = half?.toLowerCase() === "am" && Number(hours) === 12 ? -12 : 0;
  const hour = Number(hours) + shift + midnight;
  if (hour > 23 || Number(minutes ?? 0) > 59) return null;
  const today = now.startOf("day").set({ hour, minute: Number(minutes ?? 0) });
  const since = today <= now ? today : today.minus({ days: 1 });
  const day = since.hasSame(now, "day") ? "" : "yesterday ";
  return { since, words: `since ${day}${since.toFormat("HH:mm")}` };
}

function date(text: string, now: DateTime): Read | null {
  const iso = SINCE_ISO.exec(text)?.[1];
  const [, dayFirst, monthAfter, monthFirst, dayAfter] = SINCE_DATE.exec(text) ?? [];
  const month = MONTHS.indexOf((monthAfter ?? monthFirst ?? "").toLowerCase()) + 1;
  const day = Number(dayFirst ?? dayAfter ?? 0);
  const named =
    iso === undefined
      ? DateTime.fromObject({ year: now.year, month, day }, { zone: now.zone })
      : DateTime.fromISO(iso, { zone: now.zone });
  if ((iso === undefined && month === 0) || !named.isValid) return null;
  const since = named > now ? named.minus({ years: 1 }) : named;
  return { since, words: `since ${since.setLocale("en").toFormat("d LLLL")}` };
}

function weekday(text: string, now: DateTime): Read | null {
  const said = SINCE_DAY.exec(text)?.[1]?.toLowerCase().slice(0, 3);
  if (said === undefined) return null;
  const wanted = DAYS.findIndex((day) => day.startsWith(said)) + 1;
  const since = now.startOf("day").minus({ days: (now.weekday - wanted + 7) % 7 });
  return { since, words: `since ${since.setLocale("en").toFormat("EEEE")}` };
}

function word(text: string, now: DateTime): Read | null {
  const says = (pattern: RegExp) => pattern.test(text);
  const today = now.startOf("day");
  const week = now.startOf("week");
  if (says(/\b(?:since|seit) (?:yesterday|gestern)\b/iu))
    return { since: today.minus({ days: 1 }), words: "since yesterday" };
  if (says(/\b(?:yesterday|gestern)/iu))
    return { since: today.minus({ days: 1 }), until: today, words: "yesterday" };
  if (says(/\b(?:last week|letzter? woche)\b/iu))
    return { since: week.minus({ weeks: 1 }), until: week, words: "last week" };
  if (says(/\b(?:this week|diese[rn]? woche)\b/iu)) return { since: week, words: "this week" };
  if (says(/\b(?:this month|diese[mn] monat)\b/iu))
    return { since: now.startOf("month"), words: "this month" };
  if (says(/\b(?:today|this morning|this afternoon|heute)/iu))
    return { since: today, words: "today" };
  return null;
}

function lastN(text: string, now: DateTime): Read | null {
  const [, count, unit] = LAST_N.exec(text) ?? [];
  if (unit === undefined) return null;
  const spelt = NUMBERS.indexOf((count ?? "one").toLowerCase());
  const n = spelt >= 0 ? spelt : Number(count);
  const kind = unit[0]?.toLowerCase();
  const what =
    kind === "h" || kind === "s" ? "hour" : kind === "w" ? "week" : kind === "m" ? "month" : "day";
  const since = now.minus({ [what]: n });
  return { since, words: n === 1 ? `last ${what}` : `last ${n} ${what}s` };
}

function fallback(now: DateTime, lastAt: Date | null): Read {
  if (lastAt === null) {
    return { since: now.minus({ days: DEFAULT_DAYS }), words: `last ${DEFAULT_DAYS} days` };
  }
  return { since: DateTime.fromJSDate(lastAt, { zone: now.zone }), words: "since the last time" };
}
