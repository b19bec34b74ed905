import { asString, isObject, objectsIn, type Json, type JsonObject } from "./json.js";
import { checkBlock, type Surface } from "./limits-blocks.js";
import { checkString, checkText, createProblems, type Problems } from "./limits-objects.js";
import { refuseWith, SlackRefusal } from "./refusal.js";

const maxBlocks: Record<Surface, number> = { message: 50, modal: 100, home: 100 };
const maxBlockTextChars = 13_200;
const maxTextChars = 40_000;
const maxUpdateTextChars = 4_000;
const maxMarkdownChars = 12_000;
const maxMetadataBytes = 8_000;
const maxViewBytes = 250_000;

function checkBlocks(
  problems: Problems,
  blocks: Json,
  pointer: string,
  surface: Surface,
  refused: readonly string[],
): JsonObject[] {
  if (!Array.isArray(blocks)) {
    problems.add(pointer, "must be an array");
    return [];
  }
  if (blocks.length > maxBlocks[surface])
    problems.add(pointer, `no more than ${maxBlocks[surface]} items allowed`);
  const seen = new Set<string>();
  blocks.forEach((block, index) => {
    const at = `${pointer}/${index}`;
    if (!isObject(block)) return problems.add(at, "must be an object");
    const type = asString(block["type"]) ?? "";
    if (refused.includes(type)) return problems.add(`${at}/type`, `unsupported type: ${type}`);
    checkBlock(problems, block, at, surface);
    const id = asString(block["block_id"]);
    if (!id) return;
    if (seen.has(id)) problems.add(`${at}/block_id`, `\`block_id\` "${id}" already exists`);
    seen.add(id);
  });
  return objectsIn(blocks);
}

function isTable(block: JsonObject): boolean {
  return block["type"] === "table" || block["type"] === "data_table";
}

/** The number of characters that people would read in these blocks. */
export function blockTextLength(value: Json | undefined): number {
  if (Array.isArray(value))
    return value.reduce<number>((sum, item) => sum + blockTextLength(item), 0);
  if (!isObject(value)) return 0;
  let sum = 0;
  for (const [key, item] of Object.entries(value))
    sum += key === "text" && typeof item === "string" ? item.length : blockTextLength(item);
  return sum;
}

/** Refuses blocks of a message as Slack does: `invalid_blocks` or `msg_blocks_too_long`. */
export function checkMessageBlocks(blocks: Json, refused: readonly string[]): JsonObject[] {
  if (!Array.isArray(blocks)) throw new SlackRefusal("invalid_blocks_format");
  const problems = createProblems();
  const checked = checkBlocks(problems, blocks, "/blocks", "message", refused);
  if (problems.list.length > 0) refuseWith("invalid_blocks", problems.list);
  if (checked.filter(isTable).length > 1)
    refuseWith("invalid_attachments", ["only_one_table_allowed [json-pointer:/blocks]"]);
  const markdown = checked
    .filter((block) => block["type"] === "markdown")
    .reduce((sum, block) => sum + (asString(block["text"])?.length ?? 0), 0);
  if (markdown > maxMarkdownChars) throw new SlackRefusal("msg_blocks_too_long");
  if (blockTextLength(blocks) > maxBlockTextChars) throw new SlackRefusal("msg_blocks_too_long");
  return checked;
}

/** Cuts the text of a new message where Slack cuts it. */
export function truncateText(text: string): string {
  return text.length > maxTextChars ? text.slice(0, maxTextChars) : text;
}

/** Refuses an edit whose text is longer than Slack accepts there. */
export function checkUpdateText(text: string): void {
  if (text.length > maxUpdateTextChars) throw new SlackRefusal("msg_too_long");
}

/** Refuses metadata that is not `{event_type, event_payload}` or too large. */
export function checkMetadata(metadata: Json): JsonObject {
  if (!isObject(metadata)) throw new SlackRefusal("invalid_metadata_format");
  if (typeof metadata["event_type"] !== "string" || !isObject(metadata["event_payload"]))
    throw new SlackRefusal("invalid_metadata_schema");
  if (JSON.stringify(metadata).length > maxMetadataBytes)
    throw new SlackRefusal("metadata_too_large");
  return metadata;
}

/** Refuses a view as Slack does: `invalid_arguments` with a pointer to each problem, or `view_too_large`. */
export function checkView(
  view: Json,
  types: readonly Surface[],
  refused: readonly string[],
): JsonObject {
  if (!isObject(view)) refuseWith("invalid_arguments", ["must be an object [json-pointer:/view]"]);
  if (Buffer.byteLength(JSON.stringify(view)) > maxViewBytes)
    throw new SlackRefusal("view_too_large");
  const problems = createProblems();
  const type = view["type"];
  if (type !== "modal" && type !== "home") {
    problems.add("/view/type", "must be one of: modal, home");
  } else if (!types.includes(type)) {
    problems.add("/view/type", `must be one of: ${types.join(", ")}`);
  } else {
    const blocks = checkBlocks(problems, view["blocks"] ?? null, "/view/blocks", type, refused);
    if (type === "modal") checkModal(problems, view, blocks);
  }
  checkString(problems, view, "private_metadata", "/view", { max: 3000 });
  checkString(problems, view, "callback_id", "/view", { max: 255 });
  checkString(problems, view, "external_id", "/view", { max: 255 });
  if (problems.list.length > 0) refuseWith("invalid_arguments", problems.list);
  return view;
}

function checkModal(problems: Problems, view: JsonObject, blocks: JsonObject[]): void {
  checkText(problems, view, "title", "/view", { max: 24, plain: true, required: true });
  checkText(problems, view, "submit", "/view", { max: 24, plain: true });
  checkText(problems, view, "close", "/view", { max: 24, plain: true });
  const asks = blocks.some((block) => block["type"] === "input");
  if (asks && !isObject(view["submit"])) problems.add("/view", "missing required field: submit");
}
