import { asString, isObject, objectsIn, type JsonObject } from "./json.js";
import { checkElement } from "./limits-elements.js";
import { checkString, checkText, checkTextObject, type Problems } from "./limits-objects.js";

/** Where blocks are shown; some kinds exist only in messages. */
export type Surface = "message" | "modal" | "home";

type Rule = (problems: Problems, block: JsonObject, pointer: string, surface: Surface) => void;

function checkList(
  problems: Problems,
  block: JsonObject,
  field: string,
  pointer: string,
  max: number,
): JsonObject[] {
  const value = block[field];
  const at = `${pointer}/${field}`;
  if (!Array.isArray(value)) {
    problems.add(pointer, `missing required field: ${field}`);
    return [];
  }
  if (value.length === 0) problems.add(at, "no fewer than 1 items allowed");
  if (value.length > max) problems.add(at, `no more than ${max} items allowed`);
  value.forEach((item, index) => {
    if (!isObject(item)) problems.add(`${at}/${index}`, "must be an object");
  });
  return objectsIn(value);
}

const section: Rule = (problems, block, pointer) => {
  const fields = block["fields"];
  if (block["text"] === undefined && !Array.isArray(fields))
    problems.add(pointer, "missing required field: text");
  checkText(problems, block, "text", pointer, { max: 3000 });
  if (fields !== undefined)
    checkList(problems, block, "fields", pointer, 10).forEach((field, index) =>
      checkTextObject(problems, field, `${pointer}/fields/${index}`, { max: 2000 }),
    );
  if (isObject(block["accessory"]))
    checkElement(problems, block["accessory"], `${pointer}/accessory`, "section");
};

const actions =
  (max: number, where: "actions" | "context_actions"): Rule =>
  (problems, block, pointer) => {
    const seen = new Set<string>();
    checkList(problems, block, "elements", pointer, max).forEach((element, index) => {
      const at = `${pointer}/elements/${index}`;
      checkElement(problems, element, at, where);
      const id = asString(element["action_id"]);
      if (id === undefined) return;
      if (seen.has(id)) problems.add(`${at}/action_id`, `\`action_id\` "${id}" already exists`);
      seen.add(id);
    });
  };

const context: Rule = (problems, block, pointer) =>
  checkList(problems, block, "elements", pointer, 10).forEach((element, index) => {
    const at = `${pointer}/elements/${index}`;
    if (element["type"] === "image") checkElement(problems, element, at, "section");
    else checkTextObject(problems, element, at, { max: 3000 });
  });

const input: Rule = (problems, block, pointer) => {
  checkText(problems, block, "label", pointer, { max: 2000, plain: true, required: true });
  checkText(problems, block, "hint", pointer, { max: 2000, plain: true });
  if (!isObject(block["element"])) problems.add(pointer, "missing required field: element");
  else checkElement(problems, block["element"], `${pointer}/element`, "input");
};

const status = ["pending", "in_progress", "complete", "error"];
const maxPlanTasks = 50;
const taskCard: Rule = (problems, block, pointer, surface) => {
  checkString(problems, block, "task_id", pointer, { max: 255, required: true });
  checkString(problems, block, "title", pointer, { max: 3000, required: true });
  if (!status.includes(asString(block["status"]) ?? ""))
    problems.add(`${pointer}/status`, `must be one of: ${status.join(", ")}`);
  for (const field of ["details", "output"]) {
    const value = block[field];
    if (value !== undefined && (!isObject(value) || value["type"] !== "rich_text"))
      problems.add(`${pointer}/${field}`, "must be a rich_text block");
    else if (value !== undefined) richText(problems, value, `${pointer}/${field}`, surface);
  }
  objectsIn(block["sources"]).forEach((source, index) => {
    const at = `${pointer}/sources/${index}`;
    if (source["type"] !== "url") problems.add(`${at}/type`, "must be one of: url");
    checkString(problems, source, "url", at, { max: 3000, required: true });
    checkString(problems, source, "text", at, { max: 3000, required: true });
  });
};

const plan: Rule = (problems, block, pointer, surface) => {
  checkString(problems, block, "title", pointer, { max: 3000, required: true });
  const tasks = objectsIn(block["tasks"]);
  if (tasks.length > maxPlanTasks)
    problems.add(`${pointer}/tasks`, `no more than ${maxPlanTasks} items allowed`);
  const seen = new Set<string>();
  tasks.forEach((task, index) => {
    const at = `${pointer}/tasks/${index}`;
    taskCard(problems, task, at, surface);
    const id = asString(task["task_id"]) ?? "";
    if (seen.has(id)) problems.add(`${at}/task_id`, `\`task_id\` "${id}" already exists`);
    seen.add(id);
  });
};

const table: Rule = (problems, block, pointer) => {
  const rows = block["rows"];
  if (!Array.isArray(rows) || rows.length === 0)
    return problems.add(pointer, "missing required field: rows");
  if (rows.length > 100) problems.add(`${pointer}/rows`, "no more than 100 items allowed");
  if (objectsIn(block["column_settings"]).length > 20)
    problems.add(`${pointer}/column_settings`, "no more than 20 items allowed");
  rows.forEach((row, y) => {
    const at = `${pointer}/rows/${y}`;
    if (!Array.isArray(row)) return problems.add(at, "must be an array");
    if (row.length === 0) problems.add(at, "no fewer than 1 items allowed");
    if (row.length > 20) problems.add(at, "no more than 20 items allowed");
    row.forEach((cell, x) => {
      if (
        !isObject(cell) ||
        !["raw_text", "raw_number", "rich_text"].includes(asString(cell["type"]) ?? "")
      )
        problems.add(`${at}/${x}/type`, "must be one of: raw_text, raw_number, rich_text");
      else if (cell["type"] === "raw_text")
        checkString(problems, cell, "text", `${at}/${x}`, { max: 3000, required: true });
    });
  });
};

const richParts = [
  "rich_text_section",
  "rich_text_list",
  "rich_text_preformatted",
  "rich_text_quote",
];
const richText: Rule = (problems, block, pointer) =>
  checkList(problems, block, "elements", pointer, 1000).forEach((part, index) => {
    const at = `${pointer}/elements/${index}`;
    if (!richParts.includes(asString(part["type"]) ?? ""))
      problems.add(`${at}/type`, `must be one of: ${richParts.join(", ")}`);
    if (!Array.isArray(part["elements"])) problems.add(at, "missing required field: elements");
  });

const cardTexts: Rule = (problems, block, pointer) => {
  for (const [field, max] of [
    ["title", 150],
    ["subtitle", 150],
    ["body", 200],
  ] as const)
    checkText(problems, block, field, pointer, { max });
  objectsIn(block["actions"]).forEach((element, index) =>
    checkElement(problems, element, `${pointer}/actions/${index}`, "actions"),
  );
};

const nothing: Rule = () => undefined;

const rules: Record<string, { rule: Rule; surfaces?: Surface[] }> = {
  section: { rule: section },
  header: {
    rule: (problems, block, pointer) =>
      checkText(problems, block, "text", pointer, { max: 150, plain: true, required: true }),
  },
  divider: { rule: nothing },
  image: {
    rule: (problems, block, pointer) => {
      checkText(problems, block, "title", pointer, { max: 2000, plain: true });
      checkElement(problems, block, pointer, "section");
    },
  },
  context: { rule: context },
  actions: { rule: actions(25, "actions") },
  context_actions: { rule: actions(5, "context_actions"), surfaces: ["message"] },
  input: { rule: input },
  rich_text: { rule: richText },
  markdown: {
    rule: (problems, block, pointer) =>
      checkString(problems, block, "text", pointer, { max: 12_000, required: true }),
    surfaces: ["message"],
  },
  table: { rule: table, surfaces: ["message"] },
  task_card: { rule: taskCard, surfaces: ["message"] },
  plan: { rule: plan, surfaces: ["message"] },
  alert: {
    rule: (problems, block, pointer) =>
      checkText(problems, block, "text", pointer, { max: 200, required: true }),
  },
  card: { rule: cardTexts },
  carousel: {
    rule: (problems, block, pointer, surface) =>
      checkList(problems, block, "elements", pointer, 10).forEach((card, index) =>
        cardTexts(problems, card, `${pointer}/elements/${index}`, surface),
      ),
  },
  container: {
    rule: (problems, block, pointer, surface) =>
      checkList(problems, block, "child_blocks", pointer, 10).forEach((child, index) =>
        checkBlock(problems, child, `${pointer}/child_blocks/${index}`, surface),
      ),
  },
  data_table: {
    rule: (problems, block, pointer) => {
      checkList(problems, { rows: objectsRows(block) }, "rows", pointer, 101);
    },
    surfaces: ["message"],
  },
  data_visualization: { rule: nothing, surfaces: ["message"] },
  file: {
    rule: (problems, block, pointer) => {
      checkString(problems, block, "external_id", pointer, { max: 255, required: true });
      if (block["source"] !== "remote") problems.add(`${pointer}/source`, "must be one of: remote");
    },
    surfaces: ["message"],
  },
  video: {
    rule: (problems, block, pointer) =>
      checkText(problems, block, "title", pointer, { max: 200, plain: true, required: true }),
  },
};

function objectsRows(block: JsonObject): JsonObject[] {
  const rows = block["rows"];
  return Array.isArray(rows) ? rows.map(() => ({})) : [];
}

/** Checks one block; nested blocks are checked too. */
export function checkBlock(
  problems: Problems,
  block: JsonObject,
  pointer: string,
  surface: Surface,
): void {
  const type = asString(block["type"]) ?? "";
  const known = rules[type];
  if (!known) return problems.add(`${pointer}/type`, `unsupported type: ${type}`);
  if (known.surfaces && !known.surfaces.includes(surface))
    return problems.add(`${pointer}/type`, `unsupported type: ${type}`);
  checkString(problems, block, "block_id", pointer, { max: 255 });
  known.rule(problems, block, pointer, surface);
}
