import { cut } from "./cut.js";
import { inert, inertLine } from "./inert.js";
import { safeEnd } from "./split.js";

/** Stops `@channel` and the like from being read as a call to everybody. */
const wordJoiner = "\u2060";
const broadcast = /@(?=(?:channel|here|everyone|group)(?![a-z0-9_]))/giu;

/** Takes the power from broadcasts written by hand. */
export function noBroadcast(text: string): string {
  return text.replace(broadcast, `@${wordJoiner}`);
}

/** Escapes what Slack reads as control characters; broadcasts written by hand lose their power. */
export function escapeControl(text: string): string {
  return noBroadcast(text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"));
}

/** Untrusted plain text as mrkdwn, several lines allowed; at most `max` units, escapes counted. */
export function plain(text: string, max = 3000): string {
  return shorten(escapeControl(inert(text).trim()), max);
}

/** Untrusted plain text as mrkdwn on one line. */
export function line(text: string, max = 300): string {
  return shorten(escapeControl(inertLine(text)), max);
}

/** Cuts finished mrkdwn at a word where there is one near the end, never inside an entity or a link. */
export function shorten(mrkdwn: string, max: number): string {
  if (mrkdwn.length <= max) return mrkdwn;
  const head = mrkdwn.slice(0, safeEnd(mrkdwn, max - 1));
  const space = head.search(/\s\S*$/);
  const words =
    space > (max * 2) / 3 && safeEnd(head, space) === space ? head.slice(0, space) : head;
  return `${words.trimEnd()}…`;
}

/** One line in bold; signs that would end the bold early are replaced by lookalikes. */
export function bold(text: string, max = 150): string {
  const inner = line(text.replaceAll("*", "∗").replaceAll("`", "ʼ"), max);
  return inner === "" ? "" : `*${inner}*`;
}

/** Text for a `plain_text` object: nothing is interpreted there, and what looks like it is made plain. */
export function plainObjectText(text: string, max: number): string {
  const harmless = inertLine(text).replace(/<(?=[@!#])/g, "‹");
  return cut(noBroadcast(harmless), max) || "…";
}
