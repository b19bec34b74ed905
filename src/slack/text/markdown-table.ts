import { inlineMarkdown } from "./markdown-inline.js";

/** Whether a Markdown table begins with these two lines. */
export function isTableStart(head: string, rule: string | undefined): boolean {
  return (
    head.includes("|") &&
    rule !== undefined &&
    rule.includes("-") &&
    /^[\s|:-]{3,400}$/.test(rule) &&
    cells(rule).length === cells(head).length
  );
}

/** A table as a list, one line a row: `• *Norda*, price: $760 [1], hosting: yes`. */
export function tableAsList(lines: string[], domain: string): string[] {
  const heads = cells(lines[0] ?? "");
  return lines.slice(2).map((row) => {
    const [first = "", ...rest] = cells(row);
    const name = inlineMarkdown(first, domain, { bold: true, italic: false, strike: false });
    const values = rest.flatMap((value, index) => {
      if (value === "") return [];
      const head = heads[index + 1] ?? "";
      return [inlineMarkdown(head === "" ? value : `${head}: ${value}`, domain)];
    });
    const start = name === "" ? "•" : `• *${name}*`;
    return values.length === 0 ? start : `${start}${name === "" ? " " : ": "}${values.join("; ")}`;
  });
}

/** The cells of a table's lines, without the rule under the heading; each row as long as the heading. */
export function tableRows(lines: string[]): string[][] {
  const head = cells(lines[0] ?? "");
  const rest = lines.slice(2).map((row) => {
    const own = cells(row).slice(0, head.length);
    return [...own, ...Array.from({ length: head.length - own.length }, () => "")];
  });
  return [head, ...rest];
}

function cells(row: string): string[] {
  return row
    .trim()
    .replace(/^\||(?<!\\)\|$/g, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.replaceAll("\\|", "|").trim());
}
