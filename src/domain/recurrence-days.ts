import type { Token } from "./recurrence-tokens.js";

/** Which days, as fields of a cron expression; `hour` is what is meant where no time is said. */
export interface Days {
  minute?: string;
  hour: string;
  day: string;
  weekday: string;
  /** Whether it says how often so clearly that it cannot be a story. */
  clear: boolean;
  /** The token after it. */
  to: number;
}

const EVERY = new Set(["every", "each", "jeden", "jede", "jedes", "jeder", "alle"]);
const WEEKDAY = new Set(
  "weekday workday workdays weekdays werktag werktags wochentag arbeitstag".split(" "),
);
const PARTS: Record<string, string> = {
  morning: "9",
  morgen: "9",
  vormittag: "9",
  noon: "12",
  mittag: "12",
  afternoon: "14",
  nachmittag: "14",
  evening: "18",
  abend: "18",
};
const NAMES: Record<string, number> = {};
for (const [day, names] of [
  [0, "sunday sonntag sun"],
  [1, "monday montag mon"],
  [2, "tuesday dienstag tue tues"],
  [3, "wednesday mittwoch wed"],
  [4, "thursday donnerstag thu thur thurs"],
  [5, "friday freitag fri"],
  [6, "saturday samstag sonnabend sat"],
] as const) {
  for (const name of names.split(" ")) NAMES[name] = day;
}
const NUMBERS: Record<string, number> = {
  one: 1,
  two: 2,
  zwei: 2,
  three: 3,
  drei: 3,
  four: 4,
  vier: 4,
  six: 6,
  sechs: 6,
  eight: 8,
  acht: 8,
  twelve: 12,
  zwölf: 12,
  fifteen: 15,
  fünfzehn: 15,
  thirty: 30,
  dreißig: 30,
};
const ORDINALS: Record<string, number> = {
  first: 1,
  ersten: 1,
  erster: 1,
  erste: 1,
  second: 2,
  zweiten: 2,
  zweite: 2,
  third: 3,
  dritten: 3,
  dritte: 3,
  fourth: 4,
  vierten: 4,
  vierte: 4,
};
const AND = new Set(["and", "und", "&", "+"]);
const MONTH = /^(?:months?|monats?)$/u;

/** Reads which days are meant from the token at `at` on; null: none. */
export function readDays(tokens: Token[], at: number): Days | null {
  const word = (offset: number) => tokens[at + offset]?.word ?? "";
  if (EVERY.has(word(0))) return everyDays(tokens, at + 1) ?? null;
  switch (word(0)) {
    case "daily":
    case "täglich":
      return days("*", at + 1);
    case "hourly":
    case "stündlich":
      return often("0", "*", at + 1);
    case "weekdays":
    case "werktags":
      return days("1-5", at + 1);
    case "weekly":
    case "wöchentlich":
      return ["on", "am"].includes(word(1)) ? namedDays(tokens, at + 2) : null;
    case "monthly":
    case "monatlich":
      return monthDay(tokens, at + 1);
  }
  if (word(0) === "on" && WEEKDAY.has(word(1))) return days("1-5", at + 2);
  if (isPlural(word(0))) return namedDays(tokens, at);
  if (word(0) === "on" && isPlural(word(1))) return namedDays(tokens, at + 1);
  const month = monthDay(tokens, at);
  return month && ofEveryMonth(tokens, month.to, true) ? endOfMonth(tokens, month) : null;
}

function everyDays(tokens: Token[], at: number): Days | null {
  const word = (offset: number) => tokens[at + offset]?.word ?? "";
  const first = word(0);
  if (first === "day" || first === "tag") return days("*", at + 1);
  if (WEEKDAY.has(first)) return days("1-5", at + 1, PARTS[word(1)]);
  if ((first === "working" || first === "business") && word(1) === "day")
    return days("1-5", at + 2);
  if (PARTS[first]) return days("*", at + 1, PARTS[first]);
  if (first === "hour" || first === "stunde") return often("0", "*", at + 1);
  if (first === "half" || first === "halbe") {
    const to = word(1) === "an" ? at + 3 : at + 2;
    return /^(?:hour|stunde)$/u.test(tokens[to - 1]?.word ?? "") ? often("*/30", "*", to) : null;
  }
  if (first === "week" || first === "woche") {
    return ["on", "am"].includes(word(1)) ? namedDays(tokens, at + 2) : null;
  }
  if (MONTH.test(first)) return monthDay(tokens, at + 1);
  const count = /^\d{1,2}$/u.test(first) ? Number(first) : NUMBERS[first];
  if (count !== undefined && count > 0) return everySo(count, word(1), at + 2);
  const nth = ordinalDay(tokens, at);
  if (nth) return ofEveryMonth(tokens, nth.to, false) ? endOfMonth(tokens, nth) : null;
  return namedDays(tokens, at);
}

function everySo(count: number, unit: string, to: number): Days | null {
  if (/^(?:hours?|stunden?)$/u.test(unit) && 24 % count === 0) {
    return often("0", count === 1 ? "*" : `*/${count}`, to);
  }
  if (/^(?:minutes?|mins?|minuten?)$/u.test(unit) && 60 % count === 0 && count < 60) {
    return often(`*/${count}`, "*", to);
  }
  return null;
}

/** `Monday`, `Mondays and Thursdays`, `Montag und Donnerstag morning`. */
function namedDays(tokens: Token[], at: number): Days | null {
  const found: number[] = [];
  let to = at;
  for (;;) {
    const day = dayOf(tokens[to]?.word ?? "");
    if (day === undefined) break;
    found.push(day);
    to += 1;
    if (AND.has(tokens[to]?.word ?? "") && dayOf(tokens[to + 1]?.word ?? "") !== undefined) to += 1;
  }
  if (found.length === 0) return null;
  const part = PARTS[tokens[to]?.word ?? ""];
  const sorted = [...new Set(found)].sort((one, other) => one - other);
  return days(sorted.join(","), part ? to + 1 : to, part);
}

/** `on the 1st`, `the 1st and 15th`, `am 1.`, `on the last day`, `the first Monday`. */
function monthDay(tokens: Token[], at: number): Days | null {
  const word = (index: number) => tokens[index]?.word ?? "";
  let to = at;
  if (["on", "am"].includes(word(to))) to += 1;
  if (["the", "jeweils"].includes(word(to))) to += 1;
  if (to === at) return null;
  if (/^(?:last|letzten)$/u.test(word(to)) && /^(?:day|tag)$/u.test(word(to + 1))) {
    return { hour: "9", day: "L", weekday: "*", clear: true, to: to + 2 };
  }
  const nth = ordinalDay(tokens, to);
  if (nth) return nth;
  const found: number[] = [];
  for (;;) {
    const day = dateOf(word(to));
    if (day === undefined) break;
    found.push(day);
    to += 1;
    if (AND.has(word(to)) && dateOf(word(to + 1)) !== undefined) to += 1;
  }
  if (found.length === 0) return null;
  if (word(to) === "day") to += 1;
  const sorted = [...new Set(found)].sort((one, other) => one - other);
  return { hour: "9", day: sorted.join(","), weekday: "*", clear: true, to };
}

function ordinalDay(tokens: Token[], at: number): Days | null {
  const nth = ORDINALS[tokens[at]?.word ?? ""];
  const day = dayOf(tokens[at + 1]?.word ?? "");
  if (nth === undefined || day === undefined) return null;
  return { hour: "9", day: "*", weekday: `${day}#${nth}`, clear: true, to: at + 2 };
}

/** `of every month`; after "every first Monday" also `of the month`. Gives the number of words. */
function ofEveryMonth(tokens: Token[], at: number, strictly: boolean): number {
  const word = (offset: number) => tokens[at + offset]?.word ?? "";
  const of = ["of", "in", "im"].includes(word(0)) ? 1 : 0;
  const every = EVERY.has(word(of)) || (!strictly && ["the", "a", "des"].includes(word(of)));
  if (every && MONTH.test(word(of + 1))) return of + 2;
  return !strictly && of === 1 && MONTH.test(word(1)) ? 2 : 0;
}

function endOfMonth(tokens: Token[], found: Days): Days {
  return { ...found, to: found.to + ofEveryMonth(tokens, found.to, false) };
}

function days(weekday: string, to: number, hour?: string): Days {
  return { hour: hour ?? "9", day: "*", weekday, clear: false, to };
}

function often(minute: string, hour: string, to: number): Days {
  return { minute, hour, day: "*", weekday: "*", clear: true, to };
}

function dayOf(word: string): number | undefined {
  return Object.hasOwn(NAMES, word)
    ? NAMES[word]
    : isPlural(word)
      ? NAMES[word.slice(0, -1)]
      : undefined;
}

function isPlural(word: string): boolean {
  return word.length > 5 && word.endsWith("s") && Object.hasOwn(NAMES, word.slice(0, -1));
}

function dateOf(word: string): number | undefined {
  const day = Number(
    /^(\d{1,2})(?:st|nd|rd|th|\.)$/u.exec(word)?.[1] ?? (ORDINALS[word] === 1 ? 1 : Number.NaN),
  );
  return day >= 1 && day <= 31 ? day : undefined;
}
