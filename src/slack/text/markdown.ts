import { escapeControl, noBroadcast } from "./escape.js";
import { inert } from "./inert.js";
import { inlineMarkdown } from "./markdown-inline.js";
import { isTableStart, tableAsList } from "./markdown-table.js";

const item = /^( {0,40})(?:([-*+•])|(\d{1,9})[.)]) {1,4}(.*)$/;

/**
 * Simple Markdown from a model or a person as Slack's mrkdwn: headings become bold lines, tables lists.
 * The text is not trusted: see `escapeControl` and `link` for what is taken from it.
 */
export function markdownToMrkdwn(markdown: string, domain: string): string {
  const lines = inert(markdown)
    .replace(/<br\s*\/?>/gi, " ")
    .split("\n");
  const out: string[] = [];
  for (let at = 0; at < lines.length;) {
    const here = lines[at] ?? "";
    const fence = /^ {0,3}(```+|~~~+)/.exec(here)?.[1];
    if (fence !== undefined) {
      const end = closing(lines, at + 1, fence);
      out.push(codeBlock(lines.slice(at + 1, end)));
      at = end + 1;
    } else if (isTableStart(here, lines[at + 1])) {
      let end = at + 2;
      while (end < lines.length && (lines[end] ?? "").includes("|")) end += 1;
      out.push(...tableAsList(lines.slice(at, end), domain));
      at = end;
    } else {
      out.push(oneLine(here, domain));
      at += 1;
    }
  }
  return noBroadcast(out.join("\n"))
    .replace(/\n{3,}/g, "\n\n")
    .replace(/^\n+/, "")
    .trimEnd();
}

function closing(lines: string[], from: number, fence: string): number {
  const end = lines.findIndex((one, index) => index >= from && one.trim().startsWith(fence));
  return end === -1 ? lines.length : end;
}

function codeBlock(lines: string[]): string {
  return `\`\`\`\n${escapeControl(lines.join("\n").replaceAll("```", "ʼʼʼ"))}\n\`\`\``;
}

function oneLine(text: string, domain: string): string {
  if (text.trim() === "" || /^ {0,3}([-*_])(?: *\1){2,} *$/.test(text)) return "";
  const heading = /^ {0,3}#{1,6} +(.*?)(?: +#+)? *$/.exec(text);
  if (heading) {
    const body = inlineMarkdown(heading[1]?.trim() ?? "", domain, {
      bold: true,
      italic: false,
      strike: false,
    });
    return body === "" ? "" : `\n*${body}*`;
  }
  const quote = /^ {0,3}((?:> ?)+)(.*)$/.exec(text);
  if (quote) return `> ${inlineMarkdown(quote[2] ?? "", domain)}`;
  const listed = item.exec(text);
  if (listed) return listItem(listed, domain);
  return inlineMarkdown(text.trim(), domain);
}

function listItem(found: RegExpExecArray, domain: string): string {
  const [, indent = "", , number, rest = ""] = found;
  const depth = Math.min(4, Math.floor(indent.length / 2));
  const sign = number === undefined ? (depth === 0 ? "•" : "◦") : `${number}.`;
  const box = /^\[([ xX])\] +/.exec(rest);
  const ticked = box ? `${box[1] === " " ? "open:" : "done:"} ` : "";
  const body = inlineMarkdown(rest.slice(box?.[0].length ?? 0).trim(), domain);
  return `${"    ".repeat(depth)}${sign} ${ticked}${body}`;
}
