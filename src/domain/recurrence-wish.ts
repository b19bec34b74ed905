import { type Days, readDays } from "./recurrence-days.js";
import { readTimes, type Times } from "./recurrence-time.js";
import { type Token, tokensOf } from "./recurrence-tokens.js";

/** When something shall happen again and again (five cron fields), and the request without these words. */
export interface RecurrenceWish {
  cron: string;
  rest: string;
}

/** What stands before a phrase that tells of something regular and asks for nothing regular. */
const TOLD_BEFORE = new Set(
  "meeting meetings call calls standup stand-up sync syncs event events demo demos meet meets happens happen happened place held opens open closes runs run ran starts start ends sent comes does do did done is are was were that which who what when if how not treffen termin termine stattfindet findet ist sind wird war".split(
    " ",
  ),
);
/** What follows a phrase in such a story. */
const TOLD_AFTER = new Set(
  "we i they he she it our there is are was were has have wir ich sie er es gibt findet ist sind".split(
    " ",
  ),
);
const PAST = new Set(
  "this last since until before during diese dieser letzte letzten seit bis".split(" "),
);
const LEADS = new Set(["please", "bitte", "and", "und"]);

/**
 * Reads by rule, in English and German, when a request is to be done again and again; null: it does not say so
 * clearly. A phrase in somebody else's words or about something that happens anyway does not count.
 */
export function readRecurrenceWish(text: string): RecurrenceWish | null {
  const tokens = tokensOf(text);
  for (let at = 0; at < tokens.length; at += 1) {
    const found = phraseAt(tokens, at);
    if (found && isMeant(tokens, at, found)) return wishOf(text, tokens, at, found);
  }
  return null;
}

/** Reads words that say only when, as a form has them; null: not understood. */
export function readWhen(text: string): string | null {
  const tokens = tokensOf(text);
  const found = phraseAt(tokens, 0) ?? withoutEvery(tokens);
  return found && found.to >= tokens.length ? cronOf(found) : null;
}

interface Phrase {
  days: Days;
  times: Times | null;
  to: number;
}

function phraseAt(tokens: Token[], at: number): Phrase | null {
  const days = readDays(tokens, at);
  if (days) {
    const times = days.minute === undefined ? readTimes(tokens, days.to) : null;
    return { days, times, to: times?.to ?? days.to };
  }
  const times = readTimes(tokens, at);
  const after = times ? readDays(tokens, times.to) : null;
  return times && after && after.minute === undefined ? { days: after, times, to: after.to } : null;
}

/** In a form "Friday 14:00" or "weekday at 9" is enough. */
function withoutEvery(tokens: Token[]): Phrase | null {
  const first = tokens[0];
  if (!first) return null;
  const every: Token = { word: "every", start: 0, end: 0 };
  const found = phraseAt([every, ...tokens], 0);
  return found ? { ...found, to: found.to - 1 } : null;
}

function isMeant(tokens: Token[], at: number, { days, times, to }: Phrase): boolean {
  const before = tokens[at - 1]?.word ?? "";
  const after = tokens[to]?.word ?? "";
  if (TOLD_BEFORE.has(before) || TOLD_AFTER.has(after)) return false;
  if (times !== null) return true;
  if (PAST.has(after)) return false;
  // Without a time, "every day" is mostly said of something else, unless the request begins with it.
  return days.clear || tokens.slice(0, at).every((token) => LEADS.has(token.word));
}

function wishOf(text: string, tokens: Token[], at: number, found: Phrase): RecurrenceWish {
  const start = tokens[at]?.start ?? 0;
  const end = tokens[found.to - 1]?.end ?? text.length;
  const before = text.slice(0, start).replace(/[\s,;:]{1,9}$/u, "");
  const after = text.slice(end).replace(/^[\s,;:]{1,9}/u, "");
  const joined = [before, after]
    .filter((part) => part !== "")
    .join(/^[.!?]/u.test(after) ? "" : " ");
  return { cron: cronOf(found), rest: joined.trim() };
}

function cronOf({ days, times }: Phrase): string {
  const minute = days.minute ?? String(times?.minute ?? 0);
  // "every evening at 6" is 18:00.
  const late = days.minute === undefined && Number(days.hour) > 12;
  const hours = times?.hours.map((one) => (late && one < 12 ? one + 12 : one));
  const hour = hours?.join(",") ?? days.hour;
  return `${minute} ${hour} ${days.day} * ${days.weekday}`;
}
