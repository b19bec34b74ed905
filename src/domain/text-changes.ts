import { z } from "zod";
import { Named } from "./person.js";
import { spotsOf } from "./spots.js";

/** One place where somebody changed a text: plain words, with a few that stand before and after. */
export const TextChange = z.object({
  before: z.string(),
  removed: z.string(),
  added: z.string(),
  after: z.string(),
});
export type TextChange = z.infer<typeof TextChange>;

/** What an edit changed: how many places, and the first of them. */
export const TextEdit = z.object({ count: z.number().int(), changes: z.array(TextChange).max(3) });
export type TextEdit = z.infer<typeof TextEdit>;

/** The same, with whose edit it is. */
export const ByEdit = TextEdit.extend({ by: Named });
export type ByEdit = z.infer<typeof ByEdit>;

const MOST_SHOWN = 3;
const MOST_CHARS = 300;
const AROUND_CHARS = 60;
/** Comparisons; beyond this, lines are compared, and beyond that again it is one change. */
const MOST_WORK = 1_000_000;
/** Changes with no more words than this between them read as one. */
const CLOSE_WORDS = 2;

/** The places in which two texts differ, by words; a text too long for that by lines. White space does not count. */
export function editOf(before: string, after: string): TextEdit {
  const spots =
    spotsOf(wordsOf(before), wordsOf(after), CLOSE_WORDS, MOST_WORK) ??
    spotsOf(linesOf(before), linesOf(after), 0, MOST_WORK) ??
    [];
  return {
    count: spots.length,
    changes: spots.slice(0, MOST_SHOWN).map((spot) => ({
      before: lastOf(spot.before),
      removed: firstOf(spot.removed, MOST_CHARS),
      added: firstOf(spot.added, MOST_CHARS),
      after: firstOf(spot.after, AROUND_CHARS),
    })),
  };
}

/** Whole words from the beginning; only a first word that is too long is cut. */
function firstOf(words: readonly string[], max: number): string {
  let text = "";
  for (const word of words) {
    if (text !== "" && text.length + 1 + word.length > max) return `${text}…`;
    text = text === "" ? headOf(word, max) : `${text} ${word}`;
  }
  return text;
}

/** At most `max` units, no code point cut in two. */
function headOf(word: string, max: number): string {
  return word.slice(0, max).replace(/[\ud800-\udbff]$/, "");
}

/** Whole words up to the end. */
function lastOf(words: readonly string[]): string {
  let text = "";
  for (const word of words.toReversed()) {
    if (text.length + 1 + word.length > AROUND_CHARS) return text === "" ? "" : `…${text}`;
    text = text === "" ? word : `${word} ${text}`;
  }
  return text;
}

/** Words as people read them: without the marks of lists, headings, bold and code. */
function wordsOf(text: string): string[] {
  return text
    .replace(/\*\*|__|`/g, "")
    .split(/\s+/)
    .filter((word) => word !== "" && !/^(?:[-*+•]|>+|#{1,6})$/.test(word));
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => wordsOf(line).join(" "))
    .filter((line) => line !== "");
}
