import { cut, cutWords } from "./cut.js";
import { inert, inertLine } from "./inert.js";

/** Stops `@channel` and the like from being read as a call to everybody. */
const wordJoiner = "\u2060";
const broadcast = /@(?=(?:channel|here|everyone|group)(?![a-z0-9_]))/giu;

/** Escapes what Slack reads as control characters; broadcasts written by hand lose their power. */
export function escapeControl(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(broadcast, `@${wordJoiner}`);
}

/** Untrusted plain text as mrkdwn, several lines allowed. `max` counts before escaping. */
export function plain(text: string, max = 3000): string {
  return escapeControl(cutWords(inert(text).trim(), max));
}

/** Untrusted plain text as mrkdwn on one line. */
export function line(text: string, max = 300): string {
  return escapeControl(cutWords(inertLine(text), max));
}

/** One line in bold; signs that would end the bold early are replaced by lookalikes. */
export function bold(text: string, max = 150): string {
  const inner = line(text.replaceAll("*", "∗").replaceAll("`", "ʼ"), max);
  return inner === "" ? "" : `*${inner}*`;
}

/** Text for a `plain_text` object: nothing is interpreted there, so nothing is escaped. */
export function plainObjectText(text: string, max: number): string {
  return cut(inertLine(text), max).replace(broadcast, `@${wordJoiner}`) || "…";
}
