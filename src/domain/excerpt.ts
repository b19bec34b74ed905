const LEAST = 300;
const MOST = 400;

/** The first 300 to 400 characters of a Markdown text, cut at a line or a sentence, else at a word. */
export function excerptOf(markdown: string): string {
  const text = markdown.trim();
  if (text.length <= MOST) return text;
  const head = text.slice(0, MOST + 1);
  const line = head.lastIndexOf("\n");
  if (line >= LEAST) return head.slice(0, line).trimEnd();
  const ends = [...head.matchAll(/[.!?](?=\s)/gu)].map((match) => match.index + 1);
  const sentence = ends.findLast((end) => end >= LEAST);
  if (sentence) return head.slice(0, sentence);
  const space = head.lastIndexOf(" ");
  return `${head.slice(0, space >= LEAST ? space : MOST - 1).trimEnd()}…`;
}
