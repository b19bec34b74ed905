const LEAST = 300;
const MOST = 400;

/** The first 300 to 400 characters of a Markdown text, cut at a line or a sentence, else at a word. */
export function excerptOf(markdown: string): string {
  const text = markdown.trim();
  if (text.length <= MOST) return text;
  const head = text.slice(0, MOST + 1);
  const line = head.lastIndexOf("\n");
  if (line >= LEAST) return withoutDangling(head.slice(0, line));
  const ends = [...head.matchAll(/[.!?](?=\s)/gu)].map((match) => match.index + 1);
  const sentence = ends.findLast((end) => end >= LEAST && !isDangling(head.slice(0, end)));
  if (sentence) return head.slice(0, sentence);
  const space = head.lastIndexOf(" ");
  return `${withoutDangling(head.slice(0, space >= LEAST ? space : MOST - 1))}…`;
}

/** A mark that begins a list item, quote or heading, with nothing after it. */
const dangling = /(?:^|\n)[ \t]*(?:[-*+•]|\d{1,9}[.)]|>+|#{1,6})(?: \[[ xX]?\]?)?[ \t]*$/;

/** Whether a text that was cut ends in a mark whose words are gone. */
function isDangling(head: string): boolean {
  return dangling.test(head);
}

/** The beginning of a text without what a cut left over at its end: bare list marks, empty lines. */
export function withoutDangling(head: string): string {
  let kept = head.trimEnd();
  while (isDangling(kept)) kept = kept.replace(dangling, "").trimEnd();
  return kept;
}
