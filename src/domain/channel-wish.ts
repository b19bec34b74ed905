import { ownWordsIn, withoutLinks } from "./own-words.js";
import { postPlacesIn } from "./post-wish.js";

/** A channel that a request names to be read: by id, by name as written, or the one it was asked in. */
export interface ChannelWish {
  /** Null where only a name was written. */
  id: string | null;
  /** Without `#`; empty where Slack sent an id alone. */
  name: string;
  /** "This channel". */
  here: boolean;
}

const MENTION = /<#([CG][A-Z0-9]+)(?:\|([^>]*))?>/gu;
const BARE =
  /(?<![\p{L}\p{N}_/&#.-])#((?=[\p{N}_-]{0,79}\p{Ll})[\p{Ll}\p{N}][\p{Ll}\p{N}_-]{0,79})(?![\p{L}\p{N}_-])/gu;
const HERE =
  /(?<![\p{L}\p{N}-])(?:th(?:is|e whole|is whole|e entire) channel|diese[mnrs]? (?:ganzen )?(?:channel|kanal))(?![\p{L}\p{N}-])/giu;
const POST =
  /(?<![\p{L}\p{N}-])(?:re-?)?(?:posts?|posted|publish|share|send|announce|put|drop|deliver|cross-?post|poste|posten|teile|schick|schicke|sende|veröffentliche|stelle)(?![\p{L}\p{N}-])/iu;
const INTO = /(?:^|\s)(?:in|into|to|on|at|auf|nach|an)(?: the)?\s*$/iu;
/** Words after which "in #channel" says where something was, not where something goes. */
const WAS_THERE =
  /(?<![\p{L}\p{N}-])(?:said|says|made|discussed|decided|written|wrote|happened|asked|agreed|raised|reported|shared|mentioned|collected|questions?|messages?|decisions?|discussions?|threads?|notes|conversations?|updates from|besprochen|gesagt|entschieden)\s+(?:in|on|at)(?: the)?\s*$/iu;

/**
 * Reads by rule which channels a request names to be read, in order, each once. A channel that is only where the
 * result goes ("post it in #news") is not among them. `here` is the id of the channel in which it was asked.
 */
export function readChannelWishes(text: string, here: string): ChannelWish[] {
  const plain = ownWordsIn(text);
  const found: { at: number; wish: ChannelWish }[] = [];
  const rest = withoutLinks(plain).replace(
    MENTION,
    (all: string, id: string, name: unknown, at: number) => {
      const label = typeof name === "string" ? name.replace(/^#/u, "") : "";
      found.push({ at, wish: { id, name: label, here: id === here } });
      return " ".repeat(all.length);
    },
  );
  for (const match of rest.matchAll(BARE)) {
    found.push({ at: match.index, wish: { id: null, name: match[1] ?? "", here: false } });
  }
  for (const match of rest.matchAll(HERE)) {
    found.push({ at: match.index, wish: { id: here, name: "", here: true } });
  }
  const targets = new Set(postPlacesIn(plain).map((one) => one.at));
  const wishes = new Map<string, ChannelWish>();
  for (const { at, wish } of found.sort((one, other) => one.at - other.at)) {
    const key = wish.id ?? `#${wish.name}`;
    if (!targets.has(at) && !isTarget(plain, at) && !wishes.has(key)) wishes.set(key, wish);
  }
  return [...wishes.values()];
}

/** Whether the channel that stands at this place is where something goes. */
function isTarget(text: string, at: number): boolean {
  // A clause is enough to see, and a long text has many channels.
  const before = text.slice(Math.max(0, at - 160), at);
  const clause = before.slice(lastEnd(before));
  return POST.test(clause) && INTO.test(clause) && !WAS_THERE.test(clause);
}

/** Where the clause begins that the end of this text belongs to. */
function lastEnd(text: string): number {
  let end = 0;
  for (const match of text.matchAll(/[.;:!?\n](?=\s)|\n/gu)) end = match.index + 1;
  return end;
}
