import type { Json, JsonObject } from "../../playground/workspace/json.js";
import {
  checkMessageBlocks,
  checkMetadata,
  checkUpdateText,
  checkView,
  truncateText,
} from "../../playground/workspace/limits.js";
import { SlackRefusal } from "../../playground/workspace/refusal.js";

const plain = (text: string): JsonObject => ({ type: "plain_text", text });
const mrkdwn = (text: string): JsonObject => ({ type: "mrkdwn", text });
const button = (extra: JsonObject = {}): JsonObject => ({
  type: "button",
  text: plain("Go"),
  ...extra,
});
const actions = (...elements: JsonObject[]): JsonObject => ({ type: "actions", elements });
const options = (count: number): JsonObject[] =>
  Array.from({ length: count }, (_, n) => ({ text: plain(`Option ${n}`), value: `v${n}` }));
const input = (element: JsonObject): JsonObject => ({
  type: "input",
  label: plain("Field"),
  element,
});
const repeat = (count: number, make: (n: number) => JsonObject): JsonObject[] =>
  Array.from({ length: count }, (_, n) => make(n));

const task = (id: string, extra: JsonObject = {}): JsonObject => ({
  type: "task_card",
  task_id: id,
  title: "x",
  status: "pending",
  ...extra,
});

const thumbs = (count: number): JsonObject => ({
  type: "context_actions",
  elements: repeat(count, (n) => ({
    type: "feedback_buttons",
    action_id: `run.feedback.${n}`,
    positive_button: { text: plain("Good"), value: "good" },
    negative_button: { text: plain("Not good"), value: "bad" },
  })),
});

const half: JsonObject = {
  type: "feedback_buttons",
  action_id: "run.feedback",
  positive_button: { text: plain("Good"), value: "good" },
};

/** The refusal's code, or `ok`. */
function verdict(check: () => unknown): string {
  try {
    check();
    return "ok";
  } catch (error) {
    if (error instanceof SlackRefusal) return error.code;
    throw error;
  }
}

const message = (blocks: Json): string => verdict(() => checkMessageBlocks(blocks, []));
const modal = (blocks: JsonObject[], extra: JsonObject = {}): string =>
  verdict(() =>
    checkView(
      { type: "modal", title: plain("Form"), submit: plain("Send"), blocks, ...extra },
      ["modal"],
      [],
    ),
  );

describe("blocks of a message: the last value that fits and the first that does not", () => {
  it.each<[string, (n: number) => JsonObject[], number]>([
    ["blocks", (n) => repeat(n, () => ({ type: "divider" })), 50],
    ["section text", (n) => [{ type: "section", text: mrkdwn("x".repeat(n)) }], 3000],
    ["field text", (n) => [{ type: "section", fields: [mrkdwn("x".repeat(n))] }], 2000],
    ["fields", (n) => [{ type: "section", fields: repeat(n, () => mrkdwn("x")) }], 10],
    ["header", (n) => [{ type: "header", text: plain("x".repeat(n)) }], 150],
    ["button text", (n) => [actions(button({ text: plain("x".repeat(n)) }))], 75],
    ["button value", (n) => [actions(button({ value: "x".repeat(n) }))], 2000],
    ["action_id", (n) => [actions(button({ action_id: "x".repeat(n) }))], 255],
    ["block_id", (n) => [{ type: "divider", block_id: "x".repeat(n) }], 255],
    ["elements", (n) => [actions(...repeat(n, (m) => button({ action_id: `a${m}` })))], 25],
    ["overflow options", (n) => [actions({ type: "overflow", options: options(n) })], 5],
    ["select options", (n) => [actions({ type: "static_select", options: options(n) })], 100],
    ["radio options", (n) => [actions({ type: "radio_buttons", options: options(n) })], 10],
    [
      "option text",
      (n) => [actions({ type: "overflow", options: [{ text: plain("x".repeat(n)), value: "v" }] })],
      75,
    ],
    [
      "option value",
      (n) => [actions({ type: "overflow", options: [{ text: plain("x"), value: "v".repeat(n) }] })],
      150,
    ],
    ["context", (n) => [{ type: "context", elements: repeat(n, () => mrkdwn("x")) }], 10],
    ["markdown", (n) => [{ type: "markdown", text: "x".repeat(n) }], 12_000],
    [
      "table rows",
      (n) => [
        { type: "table", rows: repeat(n, () => ({})).map(() => [{ type: "raw_text", text: "x" }]) },
      ],
      100,
    ],
    [
      "table columns",
      (n) => [{ type: "table", rows: [repeat(n, () => ({ type: "raw_text", text: "x" }))] }],
      20,
    ],
    [
      "tasks of a plan",
      (n) => [{ type: "plan", title: "x", tasks: repeat(n, (m) => task(`t${m}`)) }],
      50,
    ],
    ["context actions", (n) => [thumbs(n)], 5],
  ])("%s", (_what, make, max) => {
    expect(message(make(max))).toBe("ok");
    expect(message(make(max + 1))).toBe("invalid_blocks");
  });

  it("one table", () => {
    const table: JsonObject = { type: "table", rows: [[{ type: "raw_text", text: "x" }]] };
    expect(message([table])).toBe("ok");
    expect(message([table, table])).toBe("invalid_attachments");
    expect(message([table, { type: "data_table", rows: [[], []] }])).toBe("invalid_attachments");
  });

  it("all texts together", () => {
    const blocks = (last: number): JsonObject[] => [
      ...repeat(4, () => ({ type: "section", text: mrkdwn("x".repeat(3000)) })),
      { type: "section", text: mrkdwn("x".repeat(last)) },
    ];
    expect(message(blocks(1200))).toBe("ok");
    expect(message(blocks(1201))).toBe("msg_blocks_too_long");
  });
});

describe("blocks that are wrong in themselves", () => {
  it.each<[string, JsonObject[]]>([
    ["an unknown type", [{ type: "sparkle" }]],
    [
      "two blocks with one id",
      [
        { type: "divider", block_id: "a" },
        { type: "divider", block_id: "a" },
      ],
    ],
    [
      "two buttons with one action_id",
      [actions(button({ action_id: "a" }), button({ action_id: "a" }))],
    ],
    ["an empty text", [{ type: "section", text: mrkdwn("") }]],
    ["mrkdwn on a button", [actions(button({ text: mrkdwn("x") }))]],
    ["a colour Slack does not have", [actions(button({ style: "green" }))]],
    ["a text field among the buttons", [actions({ type: "plain_text_input" })]],
    [
      "a first choice that is not offered",
      [actions({ type: "static_select", options: options(2), initial_option: options(3)[2] })],
    ],
    [
      "a plan with an unknown status",
      [
        {
          type: "plan",
          title: "x",
          tasks: [{ type: "task_card", task_id: "1", title: "x", status: "soon" }],
        },
      ],
    ],
    [
      "a plan that names one task twice",
      [{ type: "plan", title: "x", tasks: [task("1"), task("1")] }],
    ],
    [
      "a step with a source that is no link",
      [task("1", { sources: [{ type: "file", text: "x" }] })],
    ],
    ["a step with plain text as output", [task("1", { output: "12 messages" })]],
    ["thumbs without a second thumb", [{ ...thumbs(1), elements: [{ ...half }] }]],
    ["thumbs among the buttons", [actions({ ...half })]],
    ["an empty table", [{ type: "table", rows: [] }]],
    ["a table with a row of nothing", [{ type: "table", rows: [[]] }]],
    ["a cell that is a section", [{ type: "table", rows: [[{ type: "section" }]] }]],
    ["a file that is not remote", [{ type: "file", external_id: "x", source: "local" }]],
    ["a section of nothing", [{ type: "section" }]],
    ["no elements", [actions()]],
  ])("%s", (_what, blocks) => {
    expect(message(blocks)).toBe("invalid_blocks");
  });

  it("knows every block of the year", () => {
    const known: JsonObject[] = [
      { type: "task_card", task_id: "t", title: "Read", status: "in_progress" },
      { type: "plan", title: "Plan", tasks: [] },
      {
        type: "context_actions",
        elements: [{ type: "icon_button", icon: "trash", text: plain("Delete") }],
      },
      { type: "alert", text: plain("Careful"), level: "warning" },
      { type: "card", title: mrkdwn("Card") },
      { type: "rich_text", elements: [{ type: "rich_text_section", elements: [] }] },
      { type: "image", image_url: "https://acme.example/a.png", alt_text: "A picture" },
      { type: "data_table", rows: [[], []] as unknown as Json[], caption: "Numbers" },
      { type: "container", child_blocks: [{ type: "divider" }] },
    ];
    expect(message(known)).toBe("ok");
    expect(verdict(() => checkMessageBlocks(known, ["plan"]))).toBe("invalid_blocks");
  });
});

describe("views", () => {
  const divider = { type: "divider" };
  it.each<[string, (n: number) => [JsonObject[], JsonObject], number]>([
    ["blocks", (n) => [repeat(n, () => divider), {}], 100],
    ["title", (n) => [[divider], { title: plain("x".repeat(n)) }], 24],
    ["submit", (n) => [[divider], { submit: plain("x".repeat(n)) }], 24],
    ["close", (n) => [[divider], { close: plain("x".repeat(n)) }], 24],
    ["private_metadata", (n) => [[divider], { private_metadata: "x".repeat(n) }], 3000],
    ["callback_id", (n) => [[divider], { callback_id: "x".repeat(n) }], 255],
    ["max_length", (n) => [[input({ type: "plain_text_input", max_length: n })], {}], 3000],
    [
      "initial value",
      (n) => [
        [input({ type: "plain_text_input", max_length: 40, initial_value: "x".repeat(n) })],
        {},
      ],
      40,
    ],
  ])("%s", (_what, make, max) => {
    expect(modal(...make(max))).toBe("ok");
    expect(modal(...make(max + 1))).toBe("invalid_arguments");
  });

  it("need a submit button as soon as they ask something", () => {
    expect(modal([input({ type: "plain_text_input" })], { submit: undefined })).toBe(
      "invalid_arguments",
    );
    expect(modal([divider], { submit: undefined })).toBe("ok");
  });

  it("of a home tab take 100 blocks and no blocks that live in messages", () => {
    const home = (blocks: JsonObject[]): string =>
      verdict(() => checkView({ type: "home", blocks }, ["home"], []));
    expect(home(repeat(100, () => divider))).toBe("ok");
    expect(home(repeat(101, () => divider))).toBe("invalid_arguments");
    const overflow = { type: "overflow", action_id: "schedule.more", options: options(3) };
    expect(home([actions(button({ action_id: "home.page" }), overflow)])).toBe("ok");
    for (const block of [task("1"), thumbs(1), { type: "markdown", text: "x" }])
      expect(home([block])).toBe("invalid_arguments");
    expect(verdict(() => checkView({ type: "home", blocks: [] }, ["modal"], []))).toBe(
      "invalid_arguments",
    );
  });

  it("do not take blocks that live in messages, nor 250 KB", () => {
    expect(modal([{ type: "plan", title: "x" }])).toBe("invalid_arguments");
    const long = repeat(90, () => ({ type: "section", text: mrkdwn("x".repeat(3000)) }));
    expect(modal(long)).toBe("view_too_large");
  });
});

describe("texts and metadata", () => {
  it("are cut or refused where Slack does it", () => {
    expect(truncateText("x".repeat(40_001))).toHaveLength(40_000);
    expect(verdict(() => checkUpdateText("x".repeat(4000)))).toBe("ok");
    expect(verdict(() => checkUpdateText("x".repeat(4001)))).toBe("msg_too_long");
    const metadata = (payload: Json): Json => ({ event_type: "x", event_payload: payload });
    expect(verdict(() => checkMetadata(metadata({ key: "1" })))).toBe("ok");
    expect(verdict(() => checkMetadata("x"))).toBe("invalid_metadata_format");
    expect(verdict(() => checkMetadata(metadata("x")))).toBe("invalid_metadata_schema");
    expect(verdict(() => checkMetadata(metadata({ key: "x".repeat(9000) })))).toBe(
      "metadata_too_large",
    );
  });
});
