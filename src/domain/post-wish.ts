import { ownWordsIn, withoutLinks } from "./own-words.js";

/** A channel as a message names it: by id where Slack made a link of it, else by name only. */
export interface NamedChannel {
  id: string | null;
  /** Without the `#`; empty where the link has no label. */
  name: string;
}

const CHANNEL = /<#([CG][A-Z0-9]+)(?:\|([^>\n]*))?>|(?<![\p{L}\p{N}_/&#])#([\p{L}\p{N}_-]{1,80})/gu;
const VERB =
  "(?:(?:cross-?|re-?)?post|share|send|put|publish|announce|poste|teile|teil|sende|schicke?|stelle?|veröffentliche)";
const PASSIVE = "be\\s+(?:posted|shared|sent|put|published|announced)";
/** What may stand before a verb that tells somebody to do it. */
const ORDER = String.raw`(?:^|[,:()–—]\s*|>\s*|(?:^|\s)(?:and|then|please|also|afterwards|after that|finally|just|now|und|dann|bitte|danach|anschließend|zuletzt|(?:can|could|will|would|should|then|and) you|you (?:can|could|should|may|must|then|will)|you to|(?:do not|don['’]t|never))\s+)`;
const CONDITION = /^(?:.*\s)?(?:once|after|when|if|as soon as|sobald|wenn|nach|nachdem)\s/iu;
const INTO = String.raw`(?:in|into|to|on|an|auf|im|ins|nach)\s+(?:(?:the|our|my|your|den|dem|das|unseren|unserem|meinen|meinem)\s+)?(?:(?:public|private)\s+)?(?:channel\s+|kanal\s+)?`;
const ordered = new RegExp(`${ORDER}(?:${VERB})(?=\\s)(?<what>[^;!?\\n]*?)\\s${INTO}$`, "iu");
const conditioned = new RegExp(`^(?<if>.*)\\s(?:${VERB})(?<what>\\s[^;!?\\n]*?)\\s${INTO}$`, "iu");
const passive = new RegExp(
  `(?:should|must|can|may|to|shall|will)\\s+${PASSIVE}(?<what>[^;!?\\n]*?)\\s${INTO}$`,
  "iu",
);
const germanEnd = new RegExp(
  String.raw`^[^.;!?\n#<]{0,40}?(?<!\p{L})(?:posten|veröffentlichen|teilen|stellen|einstellen|schicken|senden)(?!\p{L})`,
  "iu",
);
const into = new RegExp(String.raw`(?:^|\s)${INTO}$`, "iu");
/** Words between verb and channel that make the channel a place where something stands or happened. */
const SOURCE =
  /(?<!\p{L})(?:what|whatever|everything|anything|happened|happens|said|says|discussed|decided|made|agreed|raised|reported|collected|mentioned|written|posted|asked|besprochen|gesagt|entschieden|from|out of|messages|me|us|read|find|was|war|wurde|steht|stand|mir|uns|aus|von|nachrichten)(?!\p{L})/iu;
const HOW =
  /(?<!\p{L})(?:how|where|when|why|whether|who|which|what|wie|wo|wer|was|welche|leute|people)(?!\p{L})[^,]*$/iu;
const NEGATED = /(?:do not|don['’]t|never|nicht|without|not)\s+(?:\p{L}+\s+){0,2}$/iu;
const UNTIL = /(?<!\p{L})(?:before|until|till|unless|without|bevor|bis|ohne|erst)(?!\p{L})/iu;
const ALSO =
  /^\s*(?:,|&amp;|&|\+|(?:,\s*)?(?:and|or|und|oder|as well as|sowie))(?:\s+(?:also|auch))?(?:\s+(?:in|into|to|an))?\s*$/iu;
const SENTENCE_CHARS = 300;

/**
 * Reads by rule in which channels a request's own words want the result posted; channels that are only named, to read
 * or in passing, are none. In doubt it is none: then the result stays in its thread. No channel comes twice.
 */
export function readPostWish(text: string): NamedChannel[] {
  const found = postPlacesIn(ownWordsIn(text));
  const key = (one: NamedChannel) => one.id ?? `#${one.name}`;
  return [...new Map(found.map(({ channel }) => [key(channel), channel])).values()];
}

/** Where in somebody's own words the channels stand in which something is to be posted. */
export function postPlacesIn(plain: string): { at: number; channel: NamedChannel }[] {
  const found: { at: number; channel: NamedChannel }[] = [];
  let lastTargetEnd = -1;
  for (const match of withoutLinks(plain).matchAll(CHANNEL)) {
    const end = match.index + match[0].length;
    const isAlso = lastTargetEnd >= 0 && ALSO.test(plain.slice(lastTargetEnd, match.index));
    if (!isAlso && !isTarget(plain, match.index, end)) continue;
    lastTargetEnd = end;
    const name = (match[2] ?? match[3] ?? "").toLowerCase();
    found.push({ at: match.index, channel: { id: match[1] ?? null, name } });
  }
  return found;
}

function isTarget(text: string, start: number, end: number): boolean {
  const before = clauseBefore(text, start);
  const after = text.slice(end, end + SENTENCE_CHARS).split(/[.;!?\n]/u, 1)[0] ?? "";
  if (into.test(before) && germanEnd.test(after)) return !HOW.test(before);
  const match = ordered.exec(before) ?? passive.exec(before) ?? conditional(before);
  if (!match) return false;
  const what = match.groups?.["what"] ?? "";
  const lead = before.slice(0, match.index);
  if (SOURCE.test(what) || HOW.test(lead)) return false;
  const told = before.slice(0, before.length - what.length);
  return !NEGATED.test(lead + leadIn(told, match)) || UNTIL.test(after);
}

/** "After Priya's OK post it in …": an order after a condition, without a comma. */
function conditional(before: string): RegExpExecArray | null {
  const match = conditioned.exec(before);
  return match && CONDITION.test(`${match.groups?.["if"] ?? ""} `) ? match : null;
}

/** The words up to the verb. */
function leadIn(told: string, match: RegExpExecArray): string {
  const verb = new RegExp(`(?:${VERB}|${PASSIVE})(?=\\s)`, "iu").exec(told.slice(match.index));
  return told.slice(match.index, match.index + (verb?.index ?? 0));
}

function clauseBefore(text: string, start: number): string {
  const head = text.slice(Math.max(0, start - SENTENCE_CHARS), start);
  // A full stop ends a sentence only before a space: an address has stops too.
  const cut = lastOf(head, /[;!?\n]/gu);
  const stop = lastOf(head, /\.(?=\s)/gu);
  return head
    .slice(Math.max(cut, stop) + 1)
    .replace(/^\s*(?:<@[UW][A-Z0-9]+(?:\|[^>]*)?>\s*)?/u, "");
}

function lastOf(text: string, pattern: RegExp): number {
  let last = -1;
  for (const match of text.matchAll(pattern)) last = match.index;
  return last;
}
