import { safeEnd } from "./split.js";
import { markdownToMrkdwn } from "./markdown.js";

/** What the body of one message may take once it is rendered; the rest is for head, sources and cost. */
const bodyChars = 10_400;

/**
 * Splits a long result into parts, one message each; a text that fits is one part.
 * `tailChars`: what sources, gaps and cost take on the last message, where it is known to be much.
 */
export function splitResult(markdown: string, tailChars = 1_300): string[] {
  const last = Math.max(2_000, bodyChars + 1_300 - tailChars);
  const parts: string[] = [];
  let rest = markdown.trim();
  while (rendered(rest) > last) {
    const room = rendered(rest) > bodyChars ? bodyChars : last;
    const head = headOf(rest, room);
    rest = rest.slice(head.length).replace(/^\s*\n/, "");
    const open = (head.match(/^ {0,3}```/gm) ?? []).length % 2 === 1;
    parts.push(open ? `${head.trimEnd()}\n\`\`\`` : head.trimEnd());
    if (open) rest = `\`\`\`\n${rest}`;
  }
  if (rest.trim() !== "" || parts.length === 0) parts.push(rest);
  return parts;
}

function rendered(markdown: string): number {
  return markdownToMrkdwn(markdown, "").length;
}

/** The longest beginning that still fits when rendered, ended at a blank line or line end if possible. */
function headOf(text: string, room: number): string {
  let fits = 1;
  let over = Math.min(text.length, room + 1);
  if (rendered(text.slice(0, over)) <= room) fits = over;
  while (over - fits > 16) {
    const middle = Math.floor((fits + over) / 2);
    if (rendered(text.slice(0, middle)) <= room) fits = middle;
    else over = middle;
  }
  const head = text.slice(0, safeEnd(text.slice(0, fits + 10), fits));
  for (const seam of [/\n\s*\n(?![\s\S]*\n\s*\n)/, /\n(?!.*\n)/s, / (?!.* )/s]) {
    const at = head.search(seam);
    if (at > head.length / 2) return head.slice(0, at + 1);
  }
  return head;
}
