import { asString, isObject, type JsonObject } from "./json.js";

/** Collects problems in Slack's words, each with a pointer to the place. */
export interface Problems {
  readonly list: string[];
  add(pointer: string, problem: string): void;
}

/** An empty collection of problems. */
export function createProblems(): Problems {
  const list: string[] = [];
  return { list, add: (pointer, problem) => list.push(`${problem} [json-pointer:${pointer}]`) };
}

/** Checks a plain string field: required or not, at most `max` characters. */
export function checkString(
  problems: Problems,
  owner: JsonObject,
  field: string,
  pointer: string,
  rule: { max: number; required?: boolean; emptyAllowed?: boolean },
): void {
  const value = owner[field];
  const at = `${pointer}/${field}`;
  if (value === undefined || value === null) {
    if (rule.required) problems.add(pointer, `missing required field: ${field}`);
    return;
  }
  if (typeof value !== "string") return problems.add(at, "must be a string");
  if (value.length > rule.max) problems.add(at, `must be less than ${rule.max + 1} characters`);
  if (value.length === 0 && rule.required && !rule.emptyAllowed)
    problems.add(at, "must be more than 0 characters");
}

/** Checks a text object (`plain_text` or `mrkdwn`) held in `owner[field]`. */
export function checkText(
  problems: Problems,
  owner: JsonObject,
  field: string,
  pointer: string,
  rule: { max: number; plain?: boolean; required?: boolean },
): void {
  const value = owner[field];
  const at = `${pointer}/${field}`;
  if (value === undefined || value === null) {
    if (rule.required) problems.add(pointer, `missing required field: ${field}`);
    return;
  }
  if (!isObject(value)) return problems.add(at, "must be a text object");
  checkTextObject(problems, value, at, rule);
}

/** Checks one text object by itself. */
export function checkTextObject(
  problems: Problems,
  value: JsonObject,
  pointer: string,
  rule: { max: number; plain?: boolean },
): void {
  const allowed = rule.plain ? ["plain_text"] : ["plain_text", "mrkdwn"];
  if (!allowed.includes(asString(value["type"]) ?? ""))
    problems.add(`${pointer}/type`, `must be one of: ${allowed.join(", ")}`);
  checkString(problems, value, "text", pointer, { max: rule.max, required: true });
}

/** Checks a list of options: how many, their texts and their values. */
export function checkOptions(
  problems: Problems,
  owner: JsonObject,
  field: string,
  pointer: string,
  rule: { min: number; max: number; plain: boolean },
): void {
  const value = owner[field];
  const at = `${pointer}/${field}`;
  if (!Array.isArray(value)) return problems.add(pointer, `missing required field: ${field}`);
  if (value.length < rule.min) problems.add(at, `no fewer than ${rule.min} items allowed`);
  if (value.length > rule.max) problems.add(at, `no more than ${rule.max} items allowed`);
  value.forEach((option, index) => {
    const here = `${at}/${index}`;
    if (!isObject(option)) return problems.add(here, "must be an option object");
    checkText(problems, option, "text", here, { max: 75, plain: rule.plain, required: true });
    checkText(problems, option, "description", here, { max: 75, plain: rule.plain });
    checkString(problems, option, "value", here, { max: 150, required: true });
  });
}

/** Checks that an initial option is one of the options offered, as Slack demands. */
export function checkInitial(
  problems: Problems,
  element: JsonObject,
  pointer: string,
  field: "initial_option" | "initial_options",
): void {
  const initial = element[field];
  if (initial === undefined || initial === null) return;
  const offered = [element["options"], ...groupOptions(element)].flatMap((list) =>
    Array.isArray(list) ? list : [],
  );
  const wanted = Array.isArray(initial) ? initial : [initial];
  if (field === "initial_options" && wanted.length === 0)
    problems.add(`${pointer}/${field}`, "no fewer than 1 items allowed");
  for (const option of wanted) {
    const known = offered.some(
      (other) =>
        isObject(other) &&
        isObject(option) &&
        other["value"] === option["value"] &&
        textOf(other) === textOf(option),
    );
    if (!known) problems.add(`${pointer}/${field}`, `must match one of the options`);
  }
}

function groupOptions(element: JsonObject): unknown[] {
  const groups = element["option_groups"];
  return Array.isArray(groups)
    ? groups.map((group) => (isObject(group) ? group["options"] : []))
    : [];
}

function textOf(option: JsonObject): string | undefined {
  return isObject(option["text"]) ? asString(option["text"]["text"]) : undefined;
}

/** Checks a confirmation dialog. */
export function checkConfirm(problems: Problems, element: JsonObject, pointer: string): void {
  const confirm = element["confirm"];
  if (confirm === undefined || confirm === null) return;
  const at = `${pointer}/confirm`;
  if (!isObject(confirm)) return problems.add(at, "must be a confirmation dialog");
  checkText(problems, confirm, "title", at, { max: 100, plain: true });
  checkText(problems, confirm, "text", at, { max: 300, required: true });
  checkText(problems, confirm, "confirm", at, { max: 30, plain: true });
  checkText(problems, confirm, "deny", at, { max: 30, plain: true });
}
