import type { Block } from "./context.js";

/** How wide a line of a phone is, in columns; a card must not be longer than this many lines. */
export const phoneColumns = 40;
export const phoneLines = 24;

/**
 * How many lines a view takes on a phone. The rule:
 * a text wraps at words to 40 columns, a word that is longer is broken, wide signs (CJK, emoji) count two,
 * links count their label, dates their fallback, a mention 12 columns, marks such as `*` nothing;
 * a quoted line has two columns less; a button beside a text is one more line, ⋯ none;
 * buttons in a row are two to a line; the parts of a context are lines of their own; a divider is one line;
 * a field of a form is its label, its hint and one line, four where it holds several.
 */
export function phoneLinesOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => sum + linesOfBlock(block), 0);
}

function linesOfBlock(block: Block): number {
  if (block.type === "section") {
    const fields = (block.fields ?? []).reduce((sum, field) => sum + linesOfText(field.text), 0);
    const beside = block.accessory && block.accessory.type !== "overflow" ? 1 : 0;
    return linesOfText(block.text?.text ?? "") + fields + beside;
  }
  if (block.type === "context")
    return block.elements.reduce(
      (sum, one) => sum + ("text" in one ? linesOfText(one.text) : 1),
      0,
    );
  if (block.type === "actions") return Math.ceil(block.elements.length / 2);
  if (block.type === "header") return linesOfText(block.text.text);
  if (block.type === "input") {
    const tall = block.element.type === "plain_text_input" && block.element.multiline;
    const hint = block.hint ? linesOfText(block.hint.text) : 0;
    return linesOfText(block.label.text) + hint + (tall ? 4 : 1);
  }
  return 1;
}

/** Lines of one mrkdwn text at 40 columns. */
export function linesOfText(mrkdwn: string): number {
  if (mrkdwn === "") return 0;
  return visible(mrkdwn)
    .split("\n")
    .reduce((sum, line) => sum + linesOfParagraph(line), 0);
}

function visible(mrkdwn: string): string {
  return mrkdwn
    .replace(/<@[^>]*>/g, "@".repeat(12))
    .replace(/<[^<>|]*\|([^<>]*)>/g, "$1")
    .replace(/<([^<>]*)>/g, "$1")
    .replace(/&(?:amp|lt|gt);/g, "&")
    .replace(/[*~`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "")
    .replace(/\u2060/g, "");
}

function linesOfParagraph(line: string): number {
  const columns = line.startsWith("> ") ? phoneColumns - 2 : phoneColumns;
  let lines = 1;
  let used = 0;
  for (const word of line.replace(/^> /, "").split(" ")) {
    let width = widthOf(word);
    if (used > 0 && used + 1 + width > columns) {
      lines += 1;
      used = 0;
    } else if (used > 0) used += 1;
    while (used + width > columns) {
      width -= columns - used;
      lines += 1;
      used = 0;
    }
    used += width;
  }
  return lines;
}

function widthOf(word: string): number {
  let width = 0;
  for (const sign of word) {
    if (/\p{M}/u.test(sign)) continue;
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}|[\u{20000}-\u{3fffd}]/u.test(
        sign,
      )
        ? 2
        : 1;
  }
  return width;
}
