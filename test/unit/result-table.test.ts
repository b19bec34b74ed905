import { firstTable, plainCell } from "../../src/slack/text/first-table.js";
import { resultBody } from "../../src/slack/views/result-body.js";

const ctx = { team: { domain: "acme" }, refused: new Set<string>() };
const types = (markdown: string) => resultBody(markdown, ctx).map((one) => one.type);
const table = (rows: number, columns: number) => {
  const row = (word: string) => `| ${Array.from({ length: columns }, () => word).join(" | ")} |`;
  return [row("head"), row("---"), ...Array.from({ length: rows }, () => row("x"))].join("\n");
};

it("finds no table in code", () => {
  expect(firstTable(`\`\`\`\n${table(2, 2)}\n\`\`\``)).toBeNull();
  expect(firstTable("a | b\nno rule")).toBeNull();
});

it("makes every row as long as the heading", () => {
  const found = firstTable("| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |");
  expect(found?.rows).toEqual([
    ["a", "b"],
    ["1", ""],
    ["1", "2"],
  ]);
});

it("shows only the first of several tables as one, as Slack takes one a message", () => {
  expect(types(`${table(2, 2)}\n\n${table(2, 2)}`)).toEqual(["table", "section"]);
});

it.each([
  ["99 rows", 99, 2, ["table"]],
  ["100 rows and a heading", 100, 2, ["section"]],
  ["20 columns", 2, 20, ["table"]],
  ["21 columns", 2, 21, ["section"]],
])("keeps to Slack's limits with %s", (_what, rows, columns, expected) => {
  expect([...new Set(types(table(rows, columns)))]).toEqual(expected);
});

it("shows words in a cell, no marks", () => {
  expect(plainCell("**bold** and `code` and [a label](https://acme.example)")).toBe(
    "bold and code and a label",
  );
  expect(plainCell("2 * 3 \\| 4")).toBe("2 * 3 | 4");
});

it("brings nothing in a cell to life", () => {
  const [block] = resultBody("| a | b |\n|---|---|\n| <!channel> @here | <@U0MAYA0001> |", ctx);
  const text = JSON.stringify(block);
  expect(text).not.toMatch(/<[@!#]/);
  expect(text).not.toContain("@here");
});
