import { safeEnd } from "./split.js";
import { markdownToMrkdwn } from "./markdown.js";

/** What the body of one message may take once it is rendered; the rest is for head, sources and cost. */
export const bodyChars = 12_000;

/**
 * Splits a long result into parts, one message each; a text that fits is one part. `domain` is this
 * workspace's, whose links have labels of their own.
 */
export function splitResult(markdown: string, domain = ""): string[] {
  const rendered = (text: string) => markdownToMrkdwn(text, domain).length;
  const parts: string[] = [];
  let rest = markdown.trim();
  while (rendered(rest) > bodyChars) {
    const head = headOf(rest, rendered);
    rest = rest.slice(head.length).replace(/^\s*\n/, "");
    const open = (head.match(/^ {0,3}```/gm) ?? []).length % 2 === 1;
    parts.push(open ? `${head.trimEnd()}\n\`\`\`` : head.trimEnd());
    if (open) rest = `\`\`\`\n${rest}`;
  }
  if (rest.trim() !== "" || parts.length === 0) parts.push(rest);
  return parts;
}

/** The longest beginning that still fits when rendered, ended at a blank line or line end if possible. */
function headOf(text: string, rendered: (text: string) => number): string {
  let fits = 1;
  let over = Math.min(text.length, bodyChars + 1);
  if (rendered(text.slice(0, over)) <= bodyChars) fits = over;
  while (over - fits > 16) {
    const middle = Math.floor((fits + over) / 2);
    if (rendered(text.slice(0, middle)) <= bodyChars) fits = middle;
    else over = middle;
  }
  const head = text.slice(0, safeEnd(text.slice(0, fits + 10), fits));
  for (const seam of [/\n\s*\n(?![\s\S]*\n\s*\n)/, /\n(?!.*\n)/s, / (?!.* )/s]) {
    const at = head.search(seam);
    if (at > head.length / 2) return head.slice(0, at + 1);
  }
  return head;
}
