import type { Block, View } from "./context.js";
import { mrkdwn } from "./blocks.js";
import { planText } from "./plan.js";
import { escapeControl } from "../text/escape.js";
import { splitMrkdwn } from "../text/split.js";

/** Replaces blocks that a workspace refused by plain ones, or leaves them out where there is none. */
export function withoutRefused(view: View, refused: ReadonlySet<string>): View {
  if (refused.size === 0) return view;
  const blocks = view.blocks.flatMap((block) =>
    refused.has(`block:${block.type}`) ? plainBlock(block, refused) : [block],
  );
  return blocks.length > 0 ? { text: view.text, blocks } : textOnly(view);
}

function plainBlock(block: Block, refused: ReadonlySet<string>): Block[] {
  const text = textOf(block);
  if (text === "" || refused.has("block:section")) return [];
  return splitMrkdwn(text, 3000).map((piece) => ({ type: "section", text: mrkdwn(piece) }));
}

/** The view without blocks: everything that can be read, at most 3,900 characters. */
export function textOnly(view: View): View {
  const whole = view.blocks
    .map(textOf)
    .filter((one) => one !== "")
    .join("\n");
  const first = splitMrkdwn(whole, 3900)[0] ?? "";
  return { text: first === "" ? view.text : first, blocks: [] };
}

function tableText(rows: readonly (readonly object[])[]): string {
  const cell = (one: object) => ("text" in one && typeof one.text === "string" ? one.text : "");
  return rows.map((row) => escapeControl(row.map(cell).join(" | "))).join("\n");
}

/** What can be read in a block, as mrkdwn. */
export function textOf(block: Block): string {
  if (block.type === "section")
    return [block.text?.text ?? "", ...(block.fields ?? []).map((field) => field.text)]
      .filter((one) => one !== "")
      .join("\n");
  if (block.type === "context")
    return block.elements.flatMap((one) => ("text" in one ? [one.text] : [])).join("\n");
  if (block.type === "table") return tableText(block.rows);
  if (block.type === "plan") return planText(block);
  return block.type === "header" ? block.text.text : "";
}
