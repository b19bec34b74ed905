import { ownWordsIn } from "./own-words.js";

/** A time without a decision and whom to ask then: a bare name as written, or a Slack user id. */
export interface EscalationWish {
  afterMs: number;
  name: string | null;
  userId: string | null;
}

const MINUTE_MS = 60_000;
const MOST_MS = 30 * 24 * 60 * MINUTE_MS;

const NUMBERS: Record<string, number> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  ten: 10,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  half: 0.5,
  ein: 1,
  eine: 1,
  einer: 1,
  einem: 1,
  einen: 1,
  zwei: 2,
  drei: 3,
  vier: 4,
  fünf: 5,
  zehn: 10,
  fünfzehn: 15,
  zwanzig: 20,
  dreißig: 30,
};

const COUNT = String.raw`(?<half>half an?\s+|(?:einer\s+|eine\s+|ne\s+)?halben?\s+)?(?:(?<n>\d{1,4}(?:[.,]5)?|\p{L}+)(?:\s*-?\s*)(?:more\s+|weiteren?\s+)?)??`;
const UNIT = String.raw`(?<unit>min(?:ute)?s?|minuten?|h|hrs?|hours?|stunden?|std|days?|tage?n?)`;
/** `10 minutes`, `half an hour`, `einer halben Stunde`. */
const TIME = `${COUNT}${UNIT}(?![\\p{L}\\p{N}])`;
const WHO = String.raw`(?:<@(?<id>[UW][A-Z0-9]+)(?:\|[^>]*)?>|@?(?<name>\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+)?))`;
const ASK = String.raw`(?:(?:please\s+|bitte\s+)?(?:ask|frage?|fragt|try|nimm|escalate (?:it )?to|hand (?:it )?(?:over )?to|go to)\s+)`;
const THEN = String.raw`\s*(?:[,:;–—-]|\.{3}|…)?\s*(?:(?:then|dann|danach|and then|und dann)\s+)`;
/** What may stand between the time and the one to ask: `… antwortet,`, `without an answer,`. */
const REST = String.raw`[^.!?\n<]{0,50}?(?:[,:;–—-]|\s)\s*`;
const NOBODY = String.raw`(?:if|when|unless|wenn|falls|sollte|ohne|no answer|no decision|nobody|no one|without|keine antwort)[^.!?\n]{0,50}?`;
const WAITS = String.raw`(?:after|wait(?: for)?|give (?:them|him|her|it|us|everybody|everyone)|nach|warte|gib ihnen)\s+(?:another\s+)?`;

const patterns = [
  // 10 minutes, then ask Maya
  `${TIME}${THEN}${ASK}${WHO}`,
  `${TIME}${THEN}${WHO}(?=\\s*(?:[.,;:!?)]|$))`,
  // 10 Minuten, dann Maya fragen; nach 10 Minuten Maya fragen
  `${TIME}${THEN}?\\s*${WHO}\\s+fragen`,
  // if nobody answers in half an hour(, then) ask Leo
  `${NOBODY}${TIME}${REST}(?:(?:then|dann)\\s+)?${ASK}${WHO}`,
  // after an hour ask Leo; wait 10 minutes, ask Leo
  `${WAITS}${TIME}${REST}${ASK}${WHO}`,
  // ask Leo if nobody answers within an hour
  `${ASK}${WHO}\\s*,?\\s+(?:if|when|wenn|falls)\\s+(?:nobody|no one|there is no|niemand|keiner|keine)[^.!?\\n]{0,50}?${TIME}`,
].map((source) => new RegExp(`(?<![\\p{L}\\p{N}-])(?:${source})`, "iu"));

/** A rhythm is no waiting time: `every 10 minutes`, `alle 10 Minuten`, `the last 10 minutes`. */
const NO_WAIT =
  /(?:every|each|alle|jede[nrs]?|last|past|first|letzten?|vergangenen|ersten|since|seit)\s*$/iu;
const NOBODY_NAMED = /^(?:me|mich|us|uns|somebody|someone|again|it|them|jemand)$/iu;

/**
 * Reads by rule whether a request says whom to ask when nobody has decided for some time, in English and simple
 * German. Names begin with a capital; quoted text and code do not count.
 */
export function readEscalationWish(text: string): EscalationWish | null {
  const plain = ownWordsIn(text).replace(/\s+/gu, " ");
  for (const pattern of patterns) {
    const match = pattern.exec(plain);
    if (!match?.groups) continue;
    const { half, n, unit, id, name } = match.groups;
    const timeAt = match.index + timeOffset(match[0]);
    if (NO_WAIT.test(plain.slice(Math.max(0, timeAt - 20), timeAt))) continue;
    const afterMs = msOf(half, n, unit ?? "");
    // The flag that ignores case is for the words around a name, not for the name.
    const who =
      /^(?:\p{Lu}\S*(?:\s+|$))+/u
        .exec(name ?? "")?.[0]
        .trim()
        .replace(/['’]s$/u, "") ?? "";
    if (afterMs === null || (!id && (who === "" || NOBODY_NAMED.test(who)))) continue;
    return { afterMs, name: id ? null : who, userId: id ?? null };
  }
  return null;
}

function timeOffset(matched: string): number {
  const time = new RegExp(TIME, "iu").exec(matched);
  return time?.index ?? 0;
}

function msOf(half: string | undefined, n: string | undefined, unit: string): number | null {
  const of = /^(?:h|st|std)/iu.test(unit) ? 60 : /^(?:d|t)/iu.test(unit) ? 24 * 60 : 1;
  const count = half ? 0.5 : n === undefined ? null : countOf(n);
  if (count === null) return null;
  const ms = Math.round(count * of * MINUTE_MS);
  return ms >= MINUTE_MS / 2 && ms <= MOST_MS ? ms : null;
}

function countOf(word: string): number | null {
  const digits = Number(word.replace(",", "."));
  if (Number.isFinite(digits)) return digits;
  return NUMBERS[word.toLowerCase()] ?? null;
}
