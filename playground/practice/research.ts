import { amountsIn, dateLabel, datesIn, timesIn, type SaidDate } from "./dates.js";
import { polish, polishRow } from "./polish.js";
import type { Found, Input } from "./shapes.js";
import { conceptOf, DECIDED, DENIED, OPEN, ORDERS } from "./topics.js";
import { unitsOf, type Unit } from "./units.js";
import { cut, share, stems } from "./words.js";

const MOST_CLAIMS = 24;
/** Who writes a list means each line of it. */
const LISTED = 6;
const OWNER = /\b(?:owners?|owns|responsible|leads?|delivers?|handles?|takes|in charge|contact)\b/i;
/** Speaks of "the date" without saying of what: then it is the date that the goal is about. */
const MEANT =
  /\b(?:the (?:new |final )?date|we moved|moved it|brought (?:it )?forward|postponed|pushed (?:it|back)|the \d+(?:st|nd|rd|th) is)\b/i;
const SHAKY = /\b(?:may have changed|outdated|out of date|old version|not sure|i think)\b/i;

/** Takes facts out of a document word for word, or picks from earlier facts what a task is about. */
export function research(input: Input): object {
  const claims = input.document ? read(input, input.document) : pick(input);
  const count = claims.length === 1 ? "1 fact" : `${claims.length} facts`;
  const messages = /^\d+ messages?/.exec(input.document?.source.note ?? "")?.[0];
  return {
    summary: messages ? `${messages}, ${count}` : count,
    claims: claims.map(withinLimits),
    missing: claims.length === 0 ? ["Nothing in it was found for this goal."] : [],
  };
}

/** What the form takes at most; an excerpt is cut hard, so that it stays word for word. */
function withinLimits(found: Found): Found {
  const at = (text: string | null, most: number): string | null =>
    text === null ? null : text.slice(0, most);
  return {
    ...found,
    topic: cut(found.topic, 120),
    text: cut(found.text, 1000),
    value: at(found.value, 300),
    excerpt: found.excerpt.slice(0, 1000),
    by: at(found.by, 120),
    date: at(found.date, 60),
  };
}

/** Of an earlier result, what stands on no source: the rest is read at its sources again. */
function ownLines(text: string): string {
  const known = /\[\d+\]\s*$|^(?:#|\*\*|Written for:)/;
  return text
    .split("\n")
    .filter((line) => !known.test(line.trim()))
    .join("\n");
}

function read(input: Input, document: NonNullable<Input["document"]>): Found[] {
  const { source } = document;
  const text = source.kind === "result" ? ownLines(document.text) : document.text;
  const now = new Date(input.now || 0);
  const all = datesIn(text);
  const goalWords = stems(`${input.goal} ${input.task}`);
  const isTalk = source.kind === "thread" || source.kind === "channel";
  const least = isTalk ? 2 : 1;
  const changed = /changed (.+?)(?:,|$)/.exec(source.note)?.[1] ?? null;
  const main = conceptOf(`${input.goal}`);
  let concept = main;
  const scored = unitsOf(text, source.kind).flatMap((unit, at) => {
    if (/^(?:last )?(?:changed|updated|published|modified)\b/i.test(unit.raw)) return [];
    const own = conceptOf(unit.raw) ?? (MEANT.test(unit.raw) ? (main ?? concept) : null);
    concept = own ?? concept;
    const found = claimOf(unit, { now, all, own, changed, n: source.n });
    const score = scoreOf(unit, own, isTalk) + Math.min(2, share(stems(unit.raw), goalWords) * 4);
    return score >= least ? [{ found, score, at }] : [];
  });
  // A short talk in which nothing stands out is taken as it is.
  const units = unitsOf(text, source.kind);
  if (scored.length === 0 && isTalk && units.length <= 3)
    return units.map((unit) => claimOf(unit, { now, all, own: null, changed, n: source.n }));
  return scored
    .toSorted((a, b) => b.score - a.score || a.at - b.at)
    .slice(0, MOST_CLAIMS)
    .toSorted((a, b) => a.at - b.at)
    .map(({ found }) => found);
}

function scoreOf(unit: Unit, own: string | null, isTalk: boolean): number {
  const { raw } = unit;
  if (unit.entry) return LISTED;
  const words = raw.split(/\s+/).length;
  let score = 0;
  if (datesIn(raw).length > 0 || timesIn(raw).length > 0) score += 3;
  if (amountsIn(raw).length > 0 || unit.head) score += 2;
  if (/\b\d+\b/.test(raw)) score += 1;
  if (/\b\d+ (?:minutes?|hours?|days?|weeks?|months?|years?)\b|\b(?:rule|policy)\b/i.test(raw))
    score += 1;
  if (OPEN.test(raw) || OWNER.test(raw) || SHAKY.test(raw)) score += 2;
  if (DECIDED.test(raw)) score += 1;
  if (own) score += 1;
  if (ORDERS.test(raw)) score += 5;
  // A whole sentence of a page or file is there to be read; in a thread people also just talk.
  if (!isTalk && words >= 4) score += 1;
  return words < 3 && !unit.head ? 0 : score;
}

function claimOf(
  unit: Unit,
  at: {
    now: Date;
    all: SaidDate[];
    own: string | null;
    changed: string | null;
    n: number;
  },
): Found {
  const { raw } = unit;
  const text = unit.head ? polishRow(raw, unit.head) : polish(raw, unit.by);
  const rest = {
    excerpt: raw.slice(0, 1000),
    by: unit.by,
    date: unit.date ?? at.changed,
    sourceN: at.n,
  };
  if (ORDERS.test(raw)) {
    const tells = `The text tries to give orders to its reader: ${cut(raw, 200)}`;
    return { ...rest, topic: "instruction in the text", text: tells, value: null };
  }
  // A listed line stands as it is written: it is about its list.
  if (unit.entry) return { ...rest, topic: unit.entry, text: cut(raw, 1000), value: null };
  const { topic, value } = aboutOf(raw, at);
  return { ...rest, topic: cut(topic, 120), text: cut(text, 1000), value };
}

function aboutOf(
  raw: string,
  at: { now: Date; all: SaidDate[]; own: string | null },
): { topic: string; value: string | null } {
  const date = datesIn(raw).find((one) => one.month !== null) ?? datesIn(raw)[0];
  const label = date ? dateLabel(withMonth(date, at), at.now) : null;
  if (date && label) {
    const concept = at.own ?? keywords(raw);
    const until = /\b(?:until|till|by|before|ends?(?: on)?) (?:\p{L}+ )?$/iu.test(
      raw.slice(0, date.at),
    );
    const topic = `${concept ? `${concept} ` : ""}${until ? "end date" : "date"}`;
    // "The 3rd is off the table" names a date and does not mean it.
    return { topic, value: DENIED.test(raw) && date.month === null ? null : label };
  }
  const time = timesIn(raw)[0];
  if (time) return { topic: `${at.own ?? keywords(raw)} time`.trim(), value: time.value };
  const amount = amountsIn(raw)[0];
  if (amount) return { topic: at.own ?? (keywords(raw) || "amount"), value: amount };
  return { topic: at.own ?? (keywords(raw) || "fact"), value: null };
}

/** The first two words that carry meaning, as they stand there. */
function keywords(raw: string): string {
  const words = raw.match(/\p{L}[\p{L}'-]{2,}/gu) ?? [];
  const telling = words.filter((word) => stems(word).size > 0 && !/day$|^(?:we|it)$/i.test(word));
  return telling.slice(0, 2).join(" ").toLowerCase();
}

/** "The 1st" is the 1st of a month that the text names with that day, else the next one to come. */
function withMonth(date: SaidDate, at: { now: Date; all: SaidDate[] }): SaidDate {
  if (date.month !== null) return date;
  const named = at.all.find((one) => one.day === date.day && one.month !== null);
  if (named) return { ...date, month: named.month, year: named.year };
  const next = at.now.getUTCMonth() + (date.day >= at.now.getUTCDate() ? 0 : 1);
  return { ...date, month: (next % 12) + 1 };
}

function pick(input: Input): Found[] {
  const wanted = stems(`${input.task} ${input.goal}`);
  return input.claims
    .filter((claim) => share(stems(`${claim.topic} ${claim.text}`), wanted) >= 0.2)
    .slice(0, MOST_CLAIMS)
    .map(({ topic, text, value, excerpt, by, date, sourceN }) => ({
      topic,
      text,
      value,
      excerpt,
      by,
      date,
      sourceN,
    }));
}
