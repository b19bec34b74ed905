import { textIn } from "../limits.js";
import { plainObjectText } from "../text/escape.js";
import { type FirstTable, firstTable, plainCell } from "../text/first-table.js";
import { markdownToMrkdwn } from "../text/markdown.js";
import { safeEnd, splitMrkdwn } from "../text/split.js";
import { bodyChars } from "../text/split-result.js";
import { sections } from "./blocks.js";
import type { Block, ViewContext } from "./context.js";

/** A body may take a little more than it was split for: a code block is closed and opened at a seam. */
const mostBody = bodyChars + 80;
/** Slack's limits of a table, and one of ours that keeps a phone readable. */
const most = { rows: 100, columns: 20, cellChars: 500 };

/**
 * The body of a result. Its first table is shown as one, where the workspace has tables and it fits; a message holds
 * only one, so that others, and all of them elsewhere, are lists.
 */
export function resultBody(markdown: string, ctx: Pick<ViewContext, "refused" | "team">): Block[] {
  const { domain } = ctx.team;
  const asText = (text: string) => sections(fitBody(markdownToMrkdwn(text, domain)));
  const table = ctx.refused.has("block:table") ? null : firstTable(markdown);
  if (!table || !fits(table)) return asText(markdown);
  const blocks = [...asText(table.before), tableBlock(table), ...asText(table.after)];
  return textIn(blocks) <= mostBody ? blocks : asText(markdown);
}

function fits({ rows }: FirstTable): boolean {
  return (
    rows.length > 1 &&
    rows.length <= most.rows &&
    (rows[0]?.length ?? 0) > 1 &&
    rows.every((row) => row.length <= most.columns)
  );
}

function tableBlock({ rows }: FirstTable): Block {
  return {
    type: "table",
    rows: rows.map((row) => row.map((cell) => ({ type: "raw_text", text: cellText(cell) }))),
  };
}

function cellText(cell: string): string {
  const plain = plainCell(cell);
  // Slack takes no empty cell.
  return plain === "" ? " " : plainObjectText(plain, most.cellChars);
}

/** Delivery splits long results; this is the last guard, and it says when it had to cut. */
function fitBody(body: string): string {
  const note = "\n_The rest did not fit into this message._";
  const pieces = splitMrkdwn(body, 3000);
  if (body.length <= mostBody && pieces.length <= 40) return body;
  const kept = pieces.slice(0, 40).join("\n");
  return `${kept.slice(0, safeEnd(kept, mostBody - note.length))}${note}`;
}
