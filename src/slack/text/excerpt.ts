import { withoutDangling } from "../../domain/excerpt.js";
import { cutWords } from "./cut.js";

const span = /!?\[[^\]\n]{0,500}\]\([^)\s]{0,1500}\)|https?:\/\/\S{1,1500}|`[^`\n]{1,500}`/g;

/** The beginning of a Markdown text, at most `max` characters; no link, code or bold is left half open. */
export function excerptOf(markdown: string, max: number): string {
  const text = markdown.trim();
  if (text.length <= max) return text;
  let end = cutWords(text, max).length - 1;
  for (const hit of text.matchAll(span)) {
    if (hit.index >= end) break;
    if (hit.index + hit[0].length > end) end = hit.index;
  }
  const head = withoutDangling(text.slice(0, end).trimEnd().replace(/\*+$/, ""));
  const open = (head.match(/\*\*/g) ?? []).length % 2 === 1;
  return `${head}${open ? "**" : ""}…`;
}
