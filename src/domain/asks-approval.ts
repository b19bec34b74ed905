import { type ApprovalPhrase, mePhrases, namedPhrases, openPhrases } from "./approval-phrases.js";
import { ownWordsIn } from "./own-words.js";

/** Whose approval a request wants: bare names as written, Slack user ids, and whether the asker is one of them. */
export interface ApprovalWish {
  wanted: boolean;
  names: string[];
  userIds: string[];
  askMe: boolean;
}

const MENTION = /^<@([UW][A-Z0-9]+)(?:\|[^>]*)?>$/u;
const ME = new Set(["me", "myself", "i", "my", "mich", "mir", "ich"]);
const SOMEBODY =
  /^(?:somebody|someone|anybody|anyone|everybody|everyone|us|them|him|her|jemand|jemanden|uns|alle|(?:the|a|an|my|our|his|her|their|one of|der|die|das|den|dem|mein|meine|meinen|unser|unsere|unseren)\s.+)$/iu;
/** Words that show that the words caught are not people. */
const NOT_PEOPLE = new Set(
  "a about and any approve ask back before by could did do does everything for from get has have how if in into is it its may might must no not nothing of on once or our please post send should so some something sure than that the their then there these they this to up us was we were what when where whether which who why will with would you your ob wann was wie wo warum welche welcher es das dass sie er ihr ihre nach vor und oder nicht things all approval time need needs want ready help".split(
    " ",
  ),
);

/**
 * Reads by rule whether a request wants somebody's approval and whose. A phrase about some other approval ("summarise
 * the approval process", "approve this list") does not count; in doubt it is better to ask once too often.
 */
export function readApprovalWish(text: string): ApprovalWish {
  const plain = ownWordsIn(text);
  const found = namedPhrases.flatMap((phrase) => findPeople(plain, phrase));
  found.sort((one, other) => one.index - other.index);
  const askMe =
    mePhrases.some((pattern) => plain.search(pattern) >= 0) || found.some(({ who }) => who.askMe);
  return {
    wanted: askMe || found.length > 0 || openPhrases.some((pattern) => plain.search(pattern) >= 0),
    names: [...new Set(found.flatMap(({ who }) => who.names))],
    userIds: [...new Set(found.flatMap(({ who }) => who.userIds))],
    askMe,
  };
}

type Who = Omit<ApprovalWish, "wanted">;

/** Where a phrase stands in the text with people in it; after words that are no people it looks again one further. */
function findPeople(
  text: string,
  { pattern, clause }: ApprovalPhrase,
): { index: number; who: Who }[] {
  const found: { index: number; who: Who }[] = [];
  const search = new RegExp(pattern);
  for (let match = search.exec(text); match; match = search.exec(text)) {
    const fits = (!clause || startsClause(text, match.index)) && !isSaidToOthers(text, match.index);
    const who = fits ? readWho(match[1] ?? "") : null;
    if (who) found.push({ index: match.index, who });
    else search.lastIndex = match.index + 1;
  }
  return found;
}

function startsClause(text: string, index: number): boolean {
  // A few words are enough to see, and a long text has many such places.
  const before = text.slice(Math.max(0, index - 100), index).trimEnd();
  return before === "" || /(?:[.,;:!?)\n–—]|\b(?:and|then|but|und|dann|aber))$/iu.test(before);
}

/** "Write a mail to ask Tom to approve …" wants a text; "after 10 minutes, then ask Maya" comes only later. */
function isSaidToOthers(text: string, index: number): boolean {
  const before = text.slice(Math.max(0, index - 60), index);
  return (
    /\b(?:e-?mail|mail|message|letter|dm|nachricht|reply|note)\b[^.;!?,\n]{0,40}\b(?:to|that|which)\s*$/iu.test(
      before,
    ) || /\d\s*(?:min|minutes?|minuten|h|hours?|stunden?|days?|tagen?)\s*,?\s*$/iu.test(before)
  );
}

/** The people that some words name, or null if the words are not about people. */
function readWho(words: string): Who | null {
  const who: Who = { names: [], userIds: [], askMe: false };
  const parts = words.split(/\s*(?:,|\/|&|(?<!\p{L})(?:or|and|und|oder)(?!\p{L}))\s*/iu);
  let people = 0;
  for (const part of parts) {
    const one = part.replace(/^(?:please|either|both|also|bitte)\s+/iu, "").trim();
    if (one === "") continue;
    const mention = MENTION.exec(one)?.[1];
    const name = one.replace(/^@/u, "").replace(/['’]s$/u, "");
    if (mention) who.userIds.push(mention);
    else if (ME.has(one.toLowerCase())) who.askMe = true;
    else if (isName(name)) who.names.push(name);
    else if (!SOMEBODY.test(one)) return null;
    people += 1;
  }
  return people > 0 ? who : null;
}

function isName(text: string): boolean {
  const words = text.split(/\s+/u);
  if (SOMEBODY.test(text) || words.length > 3) return false;
  if (!words.every((word) => /^\p{L}[\p{L}'’.-]*$/u.test(word))) return false;
  if (words.some((word) => NOT_PEOPLE.has(word.toLowerCase()))) return false;
  return words.length === 1 || words.every((word) => /^\p{Lu}/u.test(word));
}
