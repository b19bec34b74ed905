/** Whom a request names as somebody to ask: live mentions by id, bare names after "ask" as written. */
export interface AskedPeople {
  userIds: string[];
  names: string[];
}

const MENTION = /<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/gu;
const ASK_NAME =
  /(?<![\p{L}\p{N}-])(?:[Aa]sk|[Ll]et|[Hh]ave|[Cc]heck with|[Ff]rage?|[Ff]ind out from)\s+@?(\p{Lu}[\p{L}'’-]+)/gu;

/** Names in a row before what they are to do together. */
const TOGETHER =
  /(?<![\p{L}\p{N}-])@?(\p{Lu}[\p{L}'’-]+(?:, @?\p{Lu}[\p{L}'’-]+){0,8},? (?:and|und) @?\p{Lu}[\p{L}'’-]+) (?:review|judge|rate|prüfen)(?![\p{L}])/gu;

/** Reads by rule who is named in a request; the only people besides the asker that a question may go to. */
export function readAskedPeople(text: string): AskedPeople {
  const all = (pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] ?? "");
  const together = all(TOGETHER).flatMap((names) => names.match(/\p{Lu}[\p{L}'’-]+/gu) ?? []);
  return {
    userIds: [...new Set(all(MENTION))],
    names: [...new Set([...all(ASK_NAME), ...together])],
  };
}
