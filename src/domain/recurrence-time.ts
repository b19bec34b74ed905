import type { Token } from "./recurrence-tokens.js";

/** Times of a day that are said together: one minute, one or more hours. */
export interface Times {
  minute: number;
  hours: number[];
  /** The token after it. */
  to: number;
}

const AT = new Set(["at", "um", "gegen", "@"]);
const AND = new Set(["and", "und", "&"]);
const WORDS: Record<string, number> = {
  noon: 12,
  midday: 12,
  mittags: 12,
  midnight: 0,
  mitternacht: 0,
};
const LATER = new Set(["afternoon", "evening", "abends", "nachmittags"]);
const EARLIER = new Set(["morning", "morgens", "vormittags"]);

/** Reads `at 9`, `at 14:00`, `9am`, `um 9 Uhr 30`, `at 9:00 and 17:00` from the token at `at` on; null: no time. */
export function readTimes(tokens: Token[], at: number): Times | null {
  const first = readTime(tokens, at);
  if (!first) return null;
  const hours = [first.hour];
  let { to } = first;
  for (;;) {
    const and = AND.has(tokens[to]?.word ?? "") ? to + 1 : null;
    const more = and === null ? null : readTime(tokens, and);
    if (!more || more.minute !== first.minute) break;
    hours.push(more.hour);
    ({ to } = more);
  }
  const sorted = [...new Set(hours)].sort((one, other) => one - other);
  return { minute: first.minute, hours: sorted, to };
}

function readTime(
  tokens: Token[],
  at: number,
): { hour: number; minute: number; to: number } | null {
  const word = (index: number) => tokens[index]?.word ?? "";
  const said = AT.has(word(at));
  let to = said ? at + 1 : at;
  const named = Object.hasOwn(WORDS, word(to)) ? WORDS[word(to)] : undefined;
  if (named !== undefined) return { hour: named, minute: 0, to: to + 1 };
  const found = /^(\d{1,2})(?:[:.](\d{2})|h)?(am|pm|a\.m|p\.m|uhr)?$/u.exec(word(to));
  if (!found) return null;
  let half = found[3]?.replace(".", "") ?? "";
  let minute = Number(found[2] ?? 0);
  let marked = said || found[2] !== undefined || half !== "";
  to += 1;
  if (half === "") {
    const next = word(to).replace(".", "").replace("’", "'");
    if (["am", "pm"].includes(next)) half = next;
    if (half !== "" || next === "uhr" || next === "o'clock") {
      marked = true;
      to += 1;
      if (next === "uhr" && found[2] === undefined && /^[0-5]\d$/u.test(word(to))) {
        minute = Number(word(to));
        to += 1;
      }
    }
  }
  const part = partOfDay(tokens, to);
  to = part.to;
  const hour = asHour(Number(found[1]), half === "" ? part.half : half);
  return marked && hour !== null && minute < 60 ? { hour, minute, to } : null;
}

function partOfDay(tokens: Token[], at: number): { half: string; to: number } {
  const word = (offset: number) => tokens[at + offset]?.word ?? "";
  const skip = word(0) === "in" && word(1) === "the" ? 2 : 0;
  if (LATER.has(word(skip))) return { half: "pm", to: at + skip + 1 };
  if (EARLIER.has(word(skip))) return { half: "", to: at + skip + 1 };
  return { half: "", to: at };
}

function asHour(said: number, half: string): number | null {
  if (half === "am") return said >= 1 && said <= 12 ? said % 12 : null;
  if (half === "pm" && said <= 12) return said === 0 ? null : (said % 12) + 12;
  return said <= 23 ? said : null;
}
