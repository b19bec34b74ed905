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

/** A result longer than this, rendered, goes out as its first part with the whole as a file. */
export const fileFromChars = 3_000;
const firstChars = 2_800;

/** The beginning of a text that is too long for one easy message; null: it is short enough. */
export function firstPart(markdown: string, domain = ""): string | null {
  const rendered = (text: string) => markdownToMrkdwn(text, domain).length;
  const whole = markdown.trim();
  if (rendered(whole) <= fileFromChars) return null;
  const head = headOf(whole, rendered, firstChars).trimEnd();
  const open = (head.match(/^ {0,3}```/gm) ?? []).length % 2 === 1;
  return open ? `${head}\n\`\`\`` : head;
}

/** The longest beginning that still fits when rendered, ended at a blank line or line end if possible. */
function headOf(text: string, rendered: (text: string) => number, most = bodyChars): string {
  let fits = 1;
  let over = Math.min(text.length, most + 1);
  if (rendered(text.slice(0, over)) <= most) fits = over;
  while (over - fits > 16) {
    const middle = Math.floor((fits + over) / 2);
    if (rendered(text.slice(0, middle)) <= most) fits = middle;
    else over = middle;
  }
  const head = text.slice(0, safeEnd(text.slice(0, fits + 10), fits));
  for (const seam of [/\n\s*\n(?![\s\S]*\n\s*\n)/, /\n(?!.*\n)/s, / (?!.* )/s]) {
    const at = head.search(seam);
    if (at > head.length / 2) return head.slice(0, at + 1);
  }
  return head;
}
