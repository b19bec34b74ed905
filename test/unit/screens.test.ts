import { readdirSync } from "node:fs";
import { checkMessageBlocks } from "../../playground/workspace/limits.js";
import type { Json as WireJson } from "../../playground/workspace/json.js";
import { Shown } from "../../src/domain/shown.js";
import { assertMessage, assertView } from "../../src/slack/limits.js";
import { phoneLines, phoneLinesOf } from "../../src/slack/views/phone-lines.js";
import { readRoot } from "../tree.js";
import { allMessages, describeScreens, viewOf } from "../support/screens/describe-screens.js";
import { homes } from "../support/screens/desk.js";
import { forms } from "../support/screens/forms.js";
import { messages } from "../support/screens/messages.js";

const cards = /^(approval|answer|choose|budget|schedule)(_settled)?$/;
const screens = [
  ...allMessages.map((one) => ({ title: one.title, view: viewOf(one) as object })),
  ...Object.values(forms).flat(),
  ...homes,
];

/** Everything that somebody can read, as they read it: names for mentions, labels for links, dates for tokens. */
function readable(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(readable);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    /^(text|title|accessibility_label|initial_value)$/.test(key) && typeof one === "string"
      ? [
          one
            .replace(/<@[^>]*>/g, "Somebody")
            .replace(/<[^<>|]*\|([^<>]*)>/g, "$1")
            .replace(/<[^<>]*>/g, ""),
        ]
      : readable(one),
  );
}

interface Element {
  type: string;
  style?: string;
}

function rowsOf(value: unknown): Element[][] {
  const blocks = (value as { blocks?: { type: string; elements?: Element[] }[] }).blocks ?? [];
  return blocks.filter((one) => one.type === "actions").map((one) => one.elements ?? []);
}

const inside =
  /\b(?:HumanCall|Effect|taint(?:ed)?|artifact|ledger|outbox|checkpoint|interrupt|webhook|instants?|payload|callback|undefined|null|NaN)\b|\[object|\b(?:the|a|this|each|your) run\b|\bRun (?!now\b|by\b)|\b\d{4}-\d\d-\d\dT/i;
const ids = /\b(?:run|call|sch|req|inb|art|note)_[0-9a-z]+|\b[UWCDGFB]0[A-Z0-9]{5,}/;

describe("docs/screens.md", () => {
  it("shows what the code shows; if not, run `npx tsx docs/write-screens.ts`", () => {
    expect(readRoot("docs/screens.md")).toBe(describeScreens());
  });

  it("has every kind of message", () => {
    const kinds = Shown.options.map((option) => option.shape.kind.value);
    expect(Object.keys(messages).toSorted()).toEqual([...kinds].toSorted());
    for (const kind of kinds) expect(messages[kind].length).toBeGreaterThan(0);
  });

  it("has every form", () => {
    const parts = new Set(["modal.ts", "edit-text.ts", "form-fields.ts", "approval-parts.ts"]);
    const files = readdirSync("src/slack/views/modals").filter((file) => !parts.has(file));
    expect(Object.keys(forms).toSorted()).toEqual(
      files.map((file) => file.replace(/\.ts$/, "")).toSorted(),
    );
  });

  it("has a title of its own for each screen", () => {
    const titles = screens.map((one) => one.title);
    expect(titles.filter((one, at) => titles.indexOf(one) !== at)).toEqual([]);
  });
});

describe.each(allMessages.map((one) => [one.title, one] as const))("%s", (_title, screen) => {
  const view = viewOf(screen);

  it("has a notification that stands alone", () => {
    expect(view.text.length).toBeLessThanOrEqual(150);
    expect(view.text).toMatch(/\S{2,} \S+.*[.?]$/u);
    expect(view.text).not.toMatch(/[<>*~`]|\n/);
  });

  it("is taken by Slack, and fits on a phone where it is a card", () => {
    assertMessage(view);
    checkMessageBlocks(view.blocks as unknown as WireJson, []);
    const isCard = cards.test(screen.shown.kind);
    expect(isCard ? phoneLinesOf(view.blocks) : 0).toBeLessThanOrEqual(phoneLines);
  });
});

describe.each(screens.map((one) => [one.title, one.view] as const))("%s", (_title, view) => {
  it("has at most four buttons in a row, and at most one of them coloured first", () => {
    const rows = rowsOf(view);
    for (const row of rows) expect(row.length).toBeLessThanOrEqual(4);
    const primary = rows.flat().filter((one) => one.style === "primary");
    expect(primary.length).toBeLessThanOrEqual(1);
  });

  it("shows no ids, no inside words and no exclamation marks", () => {
    const texts = readable(view);
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts) {
      expect(text).not.toMatch(ids);
      expect(text).not.toMatch(inside);
      expect(text).not.toContain("!");
    }
  });
});

it.each(Object.values(forms).flat())("opens in Slack: $title", ({ view }) => {
  assertView(view);
});

it("would notice an id and an inside word", () => {
  expect("Look at run_0123abcd").toMatch(ids);
  expect("Ask U0MAYA0001").toMatch(ids);
  expect("the run was stopped").toMatch(inside);
  expect("The Effect needs approval").toMatch(inside);
  expect("Run now").not.toMatch(inside);
});
