import { cut, cutWords } from "../text/cut.js";
import { escapeControl, line } from "../text/escape.js";
import { inertLine } from "../text/inert.js";
import { safeEnd } from "../text/split.js";

/** The longest notification text. */
export const maxNotice = 150;

/** Words that keep their capital wherever they stand, as our own name; so does what owns something: `Norda's price`. */
const alwaysCapital =
  /^(?:Fermata|I(?:['’].*)?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|April|June|July|August|(?:Septem|Octo|Novem|Decem)ber|(?!(?:Wh|How|It|Th|Let|He|She)).*['’]s)$/;

/** The name of a job inside a sentence: `Launch brief` → `launch brief`, `FAQ` stays. Plain text. */
export function inSentence(title: string, max = 80): string {
  const own = cutWords(inertLine(title), max) || "job";
  const first = own.split(" ", 1)[0]?.replace(/[,:;.?…]+$/, "") ?? "";
  const plain = /^\p{Lu}[\p{Ll}'’-]*$/u.test(first) && !alwaysCapital.test(first);
  return plain ? own.charAt(0).toLowerCase() + own.slice(1) : own;
}

/** Words with which a sentence begins and that are nobody's name. */
const opener =
  /^(?:A|An|The|This|That|These|Those|It|They|There|You|Your|We|Our|No|Not|Nothing|Nobody|One|Two|Three|Some|All|Both|Each|If|When|What|Which|Who|How)(?= )/;

/** A sentence after a colon or in brackets: `Your request names nobody` → `your request names nobody`. Plain text. */
export function goingOn(text: string): string {
  return text.trimStart().replace(opener, (word) => word.toLowerCase());
}

/** The same as mrkdwn. */
export function jobName(title: string, max = 80): string {
  return escapeControl(inSentence(title, max));
}

/** A job as it is spoken of: `the launch brief`; one without a name yet is `your request`. Finished mrkdwn. */
export function theJob(title: string, max = 80): string {
  const own = jobName(title, max);
  return own === "your request" ? own : `the ${own}`;
}

/** Whether a job is spoken of as several things: `reply drafts are done`, `analysis of the prices is done`. */
export function isMany(title: string): boolean {
  const named =
    title.trim().split(/ (?:about|as|at|by|for|from|in|of|on|to|with)(?= )/, 1)[0] ?? "";
  const last = named.split(/[^\p{L}]+/u).findLast((word) => word !== "") ?? "";
  return / and /.test(named) || /[^siu]s$/.test(last);
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

/** What was checked, or that nothing was, as a sentence. */
export function checkedWords(checked: string, max: number): string {
  const said = sentence(checked, max);
  return said === "" || /^not checked\b/i.test(said) ? said : `Checked: ${said}`;
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

/** The same words with a capital at their beginning. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Says of a decision that it came as a reply in the thread, after its time. */
export function viaWords(via: "reply" | null | undefined): string {
  return via === "reply" ? ", by reply" : "";
}
