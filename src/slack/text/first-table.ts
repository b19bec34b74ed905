import { inert } from "./inert.js";
import { isTableStart, tableRows } from "./markdown-table.js";

/** The first table of a Markdown text, with what stands before and after it. */
export interface FirstTable {
  before: string;
  /** The heading row and the others, each as long as the heading. */
  rows: string[][];
  after: string;
}

/** Finds the first Markdown table outside code; null where there is none. */
export function firstTable(markdown: string): FirstTable | null {
  const lines = inert(markdown).split("\n");
  let fence: string | null = null;
  for (const [at, here] of lines.entries()) {
    const mark = /^ {0,3}(```+|~~~+)/.exec(here)?.[1];
    if (fence !== null) {
      if (here.trim().startsWith(fence)) fence = null;
      continue;
    }
    if (mark !== undefined) fence = mark;
    else if (isTableStart(here, lines[at + 1])) {
      let end = at + 2;
      while (end < lines.length && (lines[end] ?? "").includes("|")) end += 1;
      return {
        before: lines.slice(0, at).join("\n"),
        rows: tableRows(lines.slice(at, end)),
        after: lines.slice(end).join("\n"),
      };
    }
  }
  return null;
}

/** A cell as plain words: a table's cell shows no Markdown. */
export function plainCell(markdown: string): string {
  return markdown
    .replace(/<br\s*\/?>/gi, " ")
    .replace(/!?\[([^\]\n]{0,500})\]\([^()\n]{0,1500}\)/g, "$1")
    .replace(/(\*\*|__|~~|`{1,3})(?=\S)([^\n]{1,2000}?)(?<=\S)\1/g, "$2")
    .replace(/\\([\\`*_{}[\]()#+.!|>~<-])/g, "$1")
    .trim();
}
