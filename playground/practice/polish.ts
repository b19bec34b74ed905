import { capital } from "./words.js";

// A bare "no" or "so" may carry the meaning: it is filler only before a comma or colon.
const LEAD =
  /^(?:(?:ok(?:ay)?|so|btw|fyi|yes|no|well|update|note|reminder|heads[- ]up|(?:about|on|re) [^:,]{2,24})\s?[:,]|and|but|then)\s+/i;

/** A stretch as a sentence that can stand alone: no filler in front, the author's name for "I". */
export function polish(raw: string, by: string | null): string {
  let text = raw
    .replace(
      /^here (?:is|are) (.+?)\. (It|They|This|That) /i,
      (_, thing: string, it: string) => `${thing}: ${it.toLowerCase()} `,
    )
    .replace(/^here (?:is|are) /i, "")
    .replace(LEAD, "")
    .trim();
  // More than one "I" or "my" cannot be turned round by rule: then it is quoted.
  if (by && (text.match(/\b(?:I|[Mm]y|me)\b/g) ?? []).length > 1 && !/\bI own\b/.test(text)) {
    return `${by}: “${text.replace(/[\s.;,]+$/, "")}”`;
  }
  if (by) {
    text = text
      .replace(/\bI(?:'ll| will)\b/g, `${by} will`)
      .replace(/\bI(?:'m| am)\b/g, `${by} is`)
      .replace(/\bI(?:'ve| have)\b/g, `${by} has`)
      .replace(/\bI own\b/g, `${by} owns`)
      .replace(/\b(is|are) me\b/g, `$1 ${by}`)
      .replace(/^I ([a-z]+)/, `${by}: $1`)
      .replace(/ myself\b/g, "")
      .replace(/\bI\b(?!['’])/g, by)
      .replace(/\b[Mm]y\b/g, `${by}'s`);
  }
  return capital(text.replace(/[\s.;,]+$/, ""));
}

/** A table row as a sentence: `Team: Price $9, Export CSV`. */
export function polishRow(raw: string, head: string[]): string {
  const cells = raw
    .replace(/^\||\|$/g, "")
    .split("|")
    .map((cell) => cell.trim());
  const [first = "", ...rest] = cells;
  const said = rest.map((cell, at) => (head[at + 1] ? `${head[at + 1]} ${cell}` : cell));
  return `${first}: ${said.filter((cell) => cell.trim() !== "").join(", ")}`;
}
