import { cut, cutWords } from "../text/cut.js";
import { escapeControl, line } from "../text/escape.js";
import { inertLine } from "../text/inert.js";
import { safeEnd } from "../text/split.js";

/** The longest notification text. */
export const maxNotice = 150;

/** The name of a job inside a sentence: `Launch brief` → `launch brief`, `FAQ` stays. Plain text. */
export function inSentence(title: string, max = 80): string {
  const own = cutWords(inertLine(title), max) || "job";
  const first = own.split(" ", 1)[0] ?? "";
  return /^\p{Lu}[\p{Ll}'’-]*$/u.test(first) ? own.charAt(0).toLowerCase() + own.slice(1) : own;
}

/** The same as mrkdwn. */
export function jobName(title: string, max = 80): string {
  return escapeControl(inSentence(title, max));
}

/**
 * A notification from its parts; the last one says what to do and is kept whole, the first one is
 * shortened to make room. All parts are finished mrkdwn.
 */
export function notice(what: string, todo = ""): string {
  const tail = todo === "" ? "" : ` ${todo}`;
  const room = maxNotice - tail.length;
  if (what.length <= room) return `${what}${tail}`;
  return `${what.slice(0, safeEnd(what, room - 1)).trimEnd()}…${tail}`;
}

/** A sentence from somebody else's words: one line that ends in a full stop. */
export function sentence(text: string, max = 300): string {
  const own = line(text, max);
  return own === "" || /[.!?…:]$/.test(own) ? own : `${own}.`;
}

/** Plain words for a short label, cut hard. */
export function short(text: string, max: number): string {
  return cut(inertLine(text), max);
}

/** Every line of a finished mrkdwn text as a quote. */
export function quoted(mrkdwn: string): string {
  return mrkdwn
    .split("\n")
    .map((one) => `> ${one.replace(/^> /, "")}`)
    .join("\n");
}
