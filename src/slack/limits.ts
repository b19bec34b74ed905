import { fail } from "../errors.js";

/**
 * Slack's limits, in UTF-16 units and counts. `blockText` is not documented: above about 13,200 Slack
 * answers `msg_blocks_too_long`, and we keep a little away from that.
 */
export const slackLimits = {
  messageText: 40_000,
  updateText: 4_000,
  messageBlocks: 50,
  viewBlocks: 100,
  blockText: 13_000,
  viewBytes: 250_000,
  section: 3_000,
  sectionFields: 10,
  sectionField: 2_000,
  header: 150,
  tableRows: 100,
  tableColumns: 20,
  contextElements: 10,
  actionElements: 25,
  buttonText: 75,
  buttonValue: 2_000,
  accessibilityLabel: 75,
  actionId: 255,
  blockId: 255,
  optionText: 75,
  optionValue: 150,
  overflowOptions: 5,
  radioOptions: 10,
  selectOptions: 100,
  inputLabel: 2_000,
  inputHint: 2_000,
  inputText: 3_000,
  placeholder: 150,
  modalTitle: 24,
  privateMetadata: 3_000,
  callbackId: 255,
} as const;

/** A JSON object of unknown shape, as it goes over the wire. */
export type Json = Record<string, unknown>;

/** What a checked message looks like. */
export interface OutgoingMessage {
  text: string;
  blocks: readonly object[];
}

/** Throws `TEXT_TOO_LONG` unless Slack would take this message; the detail holds counts only. */
export function assertMessage(message: OutgoingMessage, way: "post" | "update" = "post"): void {
  if (message.text.trim() === "") refuse("text", 0, 1);
  most(message.text, way === "post" ? slackLimits.messageText : slackLimits.updateText, "text");
  count(message.blocks, slackLimits.messageBlocks, "blocks");
  checkBlocks(message.blocks);
  const sum = textIn(message.blocks);
  if (sum > slackLimits.blockText) refuse("block text", sum, slackLimits.blockText);
}

/** Throws `TEXT_TOO_LONG` unless Slack would take this modal. */
export function assertView(view: object): void {
  const json = view as Json;
  most(textOf(json["title"]), slackLimits.modalTitle, "title");
  most(textOf(json["submit"]), slackLimits.modalTitle, "submit");
  most(textOf(json["close"]), slackLimits.modalTitle, "close");
  most(json["private_metadata"], slackLimits.privateMetadata, "private_metadata");
  most(json["callback_id"], slackLimits.callbackId, "callback_id");
  const blocks = list(json["blocks"]);
  count(blocks, slackLimits.viewBlocks, "blocks");
  checkBlocks(blocks);
  if (blocks.some((block) => block["type"] === "input") && textOf(json["submit"]) === "")
    refuse("submit", 0, 1);
  const bytes = Buffer.byteLength(JSON.stringify(view));
  if (bytes > slackLimits.viewBytes) refuse("view bytes", bytes, slackLimits.viewBytes);
}

function checkBlocks(blocks: readonly object[]): void {
  const seen = new Set<string>();
  for (const block of blocks as readonly Json[]) {
    const id = block["block_id"];
    most(id, slackLimits.blockId, "block_id");
    if (typeof id === "string" && seen.has(id)) refuse("block_id twice", 2, 1);
    if (typeof id === "string") seen.add(id);
    checkBlock(block);
  }
}

function checkBlock(block: Json): void {
  const elements = list(block["elements"]);
  switch (block["type"]) {
    case "section":
      if (block["text"] === undefined && block["fields"] === undefined) refuse("section", 0, 1);
      if (block["text"] !== undefined)
        filled(textOf(block["text"]), slackLimits.section, "section");
      count(list(block["fields"]), slackLimits.sectionFields, "fields");
      for (const field of list(block["fields"]))
        filled(textOf(field), slackLimits.sectionField, "field");
      if (block["accessory"] !== undefined) checkElement(block["accessory"] as Json);
      break;
    case "header":
      filled(textOf(block["text"]), slackLimits.header, "header");
      break;
    case "context":
      between(elements, slackLimits.contextElements, "context");
      for (const one of elements) filled(textOf(one), slackLimits.section, "context text");
      break;
    case "actions":
      between(elements, slackLimits.actionElements, "actions");
      for (const one of elements) checkElement(one);
      unique(elements.map((one) => one["action_id"]));
      break;
    case "table":
      checkTable(block["rows"]);
      break;
    case "input":
      filled(textOf(block["label"]), slackLimits.inputLabel, "label");
      most(textOf(block["hint"]), slackLimits.inputHint, "hint");
      checkElement(block["element"] as Json);
      break;
    default:
      break;
  }
}

function checkTable(rows: unknown): void {
  const all = Array.isArray(rows) ? (rows as unknown[]) : [];
  if (all.length === 0) refuse("table empty", 0, 1);
  if (all.length > slackLimits.tableRows) refuse("table rows", all.length, slackLimits.tableRows);
  for (const row of all) {
    const cells = list(row);
    between(cells, slackLimits.tableColumns, "table columns");
    for (const cell of cells) filled(cell["text"], slackLimits.section, "table cell");
  }
}

function checkElement(element: Json): void {
  most(element["action_id"], slackLimits.actionId, "action_id");
  most(textOf(element["placeholder"]), slackLimits.placeholder, "placeholder");
  most(element["initial_value"], slackLimits.inputText, "initial_value");
  if (element["type"] === "button") {
    filled(textOf(element["text"]), slackLimits.buttonText, "button");
    most(element["value"], slackLimits.buttonValue, "value");
    most(element["accessibility_label"], slackLimits.accessibilityLabel, "accessibility_label");
    return;
  }
  const options = list(element["options"]);
  if (element["options"] !== undefined) between(options, optionsOf(element["type"]), "options");
  for (const option of options) {
    filled(textOf(option["text"]), slackLimits.optionText, "option");
    filled(option["value"], slackLimits.optionValue, "option value");
  }
  unique(options.map((option) => option["value"]));
}

function optionsOf(type: unknown): number {
  if (type === "overflow") return slackLimits.overflowOptions;
  const isList = type === "static_select" || type === "multi_static_select";
  return isList ? slackLimits.selectOptions : slackLimits.radioOptions;
}

/** The characters of all texts in blocks, markup counted. */
export function textIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + textIn(one), 0);
  if (typeof value !== "object" || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, one]) =>
      sum + (key === "text" && typeof one === "string" ? one.length : textIn(one)),
    0,
  );
}

function list(value: unknown): Json[] {
  return Array.isArray(value) ? (value as Json[]) : [];
}

function textOf(value: unknown): string {
  if (typeof value !== "object" || value === null || !("text" in value)) return "";
  return typeof value.text === "string" ? value.text : "";
}

function most(value: unknown, max: number, what: string): void {
  if (typeof value === "string" && value.length > max) refuse(what, value.length, max);
}

function filled(value: unknown, max: number, what: string): void {
  if (typeof value !== "string" || value === "") refuse(`${what} empty`, 0, max);
  most(value, max, what);
}

function count(all: readonly object[], max: number, what: string): void {
  if (all.length > max) refuse(what, all.length, max);
}

function between(all: readonly object[], max: number, what: string): void {
  if (all.length === 0) refuse(`${what} empty`, 0, max);
  count(all, max, what);
}

function unique(values: unknown[]): void {
  const own = values.filter((one) => one !== undefined);
  if (new Set(own).size !== own.length) refuse("id twice", 2, 1);
}

function refuse(what: string, is: number, max: number): never {
  throw fail("TEXT_TOO_LONG", { detail: `${what}: ${is} of at most ${max}.` });
}
