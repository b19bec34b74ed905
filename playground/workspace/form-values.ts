import type { FieldValue } from "./browser-contract.js";
import { elementsOf } from "./block-ids.js";
import { asString, asText, isObject, objectsIn, type Json, type JsonObject } from "./json.js";

const singleText = ["plain_text_input", "number_input", "email_text_input", "url_text_input"];
const singleOption = ["radio_buttons", "static_select", "external_select"];
const manyOptions = ["checkboxes", "multi_static_select", "multi_external_select"];

/** Field of the payload and initial field of the element, for pickers that hold plain ids or dates. */
const pickers: Record<string, { field: string; initial: string; many?: boolean }> = {
  datepicker: { field: "selected_date", initial: "initial_date" },
  timepicker: { field: "selected_time", initial: "initial_time" },
  datetimepicker: { field: "selected_date_time", initial: "initial_date_time" },
  users_select: { field: "selected_user", initial: "initial_user" },
  conversations_select: { field: "selected_conversation", initial: "initial_conversation" },
  channels_select: { field: "selected_channel", initial: "initial_channel" },
  multi_users_select: { field: "selected_users", initial: "initial_users", many: true },
  multi_conversations_select: {
    field: "selected_conversations",
    initial: "initial_conversations",
    many: true,
  },
  multi_channels_select: { field: "selected_channels", initial: "initial_channels", many: true },
};

function optionsOf(element: JsonObject): JsonObject[] {
  const groups = objectsIn(element["option_groups"]).flatMap((group) =>
    objectsIn(group["options"]),
  );
  return [...objectsIn(element["options"]), ...groups];
}

function pick(element: JsonObject, value: string): JsonObject {
  const found = optionsOf(element).find((option) => option["value"] === value);
  // An external select has no options of its own: what was typed stands for itself.
  if (!found && !asText(element["type"]).includes("external"))
    throw new Error(`"${value}" is not an option of ${asText(element["action_id"])}`);
  return found ?? { text: { type: "plain_text", text: value }, value };
}

function list(value: FieldValue): string[] {
  if (value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** What Slack's payload holds for one element; `undefined` keeps the initial value, null clears it. */
export function elementState(
  element: JsonObject,
  value: FieldValue | undefined,
): JsonObject | undefined {
  const type = asString(element["type"]) ?? "";
  if (singleText.includes(type)) {
    const text = value === undefined ? element["initial_value"] : value;
    return { type, value: typeof text === "string" && text !== "" ? text : null };
  }
  if (singleOption.includes(type)) {
    const chosen =
      value === undefined
        ? element["initial_option"]
        : list(value).map((item) => pick(element, item))[0];
    return { type, selected_option: isObject(chosen) ? chosen : null };
  }
  if (manyOptions.includes(type)) {
    const chosen =
      value === undefined
        ? objectsIn(element["initial_options"])
        : list(value).map((item) => pick(element, item));
    return { type, selected_options: chosen };
  }
  const picker = pickers[type];
  if (picker) return { type, [picker.field]: picked(element, picker, value) };
  if (type === "rich_text_input") {
    const text = list(value ?? null).join("");
    return { type, ...(text === "" ? {} : { rich_text_value: richValue(text) }) };
  }
  if (type !== "file_input") return undefined;
  return { type, files: list(value ?? null).map((id) => ({ id })) };
}

function picked(
  element: JsonObject,
  picker: { field: string; initial: string; many?: boolean },
  value: FieldValue | undefined,
): Json {
  const chosen = value === undefined ? (element[picker.initial] ?? null) : value;
  if (picker.many)
    return Array.isArray(chosen) ? chosen : typeof chosen === "string" ? [chosen] : [];
  if (picker.field === "selected_date_time") return chosen === null ? null : Number(chosen);
  return Array.isArray(chosen) ? (chosen[0] ?? null) : chosen;
}

function richValue(text: string): JsonObject {
  return {
    type: "rich_text",
    elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }],
  };
}

/** The whole `state.values` of a surface: per block, per action. `kept` is what was there before. */
export function formState(
  blocks: JsonObject[],
  values: Record<string, FieldValue>,
  kept: JsonObject,
): JsonObject {
  const state: JsonObject = {};
  for (const block of blocks) {
    const blockId = asString(block["block_id"]) ?? "";
    for (const element of elementsOf(block)) {
      const actionId = asString(element["action_id"]);
      if (actionId === undefined) continue;
      const before = isObject(kept[blockId]) ? kept[blockId][actionId] : undefined;
      const given = values[`${blockId}/${actionId}`] ?? values[blockId];
      const entry = given === undefined && isObject(before) ? before : elementState(element, given);
      if (!entry) continue;
      const held = state[blockId];
      state[blockId] = { ...(isObject(held) ? held : {}), [actionId]: entry };
    }
  }
  return state;
}

function isEmpty(entry: JsonObject): boolean {
  return Object.entries(entry).every(
    ([key, value]) =>
      key === "type" ||
      value === null ||
      value === undefined ||
      (Array.isArray(value) && value.length === 0),
  );
}

/** What Slack's own client refuses before the app hears anything: empty or impossible fields. */
export function fieldErrors(blocks: JsonObject[], state: JsonObject): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const block of blocks) {
    const element = block["element"];
    if (block["type"] !== "input" || !isObject(element)) continue;
    const blockId = asString(block["block_id"]) ?? "";
    const held = state[blockId];
    const entry = isObject(held) ? held[asString(element["action_id"]) ?? ""] : undefined;
    if (!isObject(entry)) continue;
    const problem = isEmpty(entry)
      ? block["optional"] === true
        ? undefined
        : "Please complete this required field."
      : impossible(element, entry);
    if (problem !== undefined) errors[blockId] = problem;
  }
  return errors;
}

function impossible(element: JsonObject, entry: JsonObject): string | undefined {
  const value = asString(entry["value"]);
  if (value === undefined) return undefined;
  const [min, max] = [element["min_length"], element["max_length"]];
  if (typeof max === "number" && value.length > max)
    return `Please use ${max} characters or fewer.`;
  if (typeof min === "number" && value.length < min)
    return `Please use at least ${min} characters.`;
  if (element["type"] === "number_input") return wrongNumber(element, value);
  if (element["type"] === "email_text_input" && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value))
    return "Please enter a valid email address.";
  if (element["type"] === "url_text_input" && !URL.canParse(value))
    return "Please enter a valid web address.";
  return undefined;
}

function wrongNumber(element: JsonObject, value: string): string | undefined {
  const number = Number(value);
  if (!Number.isFinite(number)) return "Please enter a number.";
  if (element["is_decimal_allowed"] === false && !Number.isInteger(number))
    return "Please enter a whole number.";
  const [min, max] = [asString(element["min_value"]), asString(element["max_value"])];
  if (min !== undefined && number < Number(min)) return `Please enter ${min} or more.`;
  if (max !== undefined && number > Number(max)) return `Please enter ${max} or less.`;
  return undefined;
}
