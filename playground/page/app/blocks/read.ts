import { asString, isObject, objectsIn, type JsonObject } from "../../../workspace/json.js";
import { unescapeText } from "../text/escape.js";

/** A text of a block, or an empty string. */
export function textAt(from: JsonObject | undefined, key: string): string {
  return asString(from?.[key]) ?? "";
}

/** An object of a block, or undefined. */
export function objectAt(from: JsonObject | undefined, key: string): JsonObject | undefined {
  const found = from?.[key];
  return isObject(found) ? found : undefined;
}

/** The objects in a list of a block. */
export function listAt(from: JsonObject | undefined, key: string): JsonObject[] {
  return objectsIn(from?.[key]);
}

/** What a plain_text object says. */
export function plainText(from: JsonObject | null | undefined): string {
  return unescapeText(textAt(from ?? undefined, "text"));
}

/** A name for a block in a list: its own id where it has one. */
export function keyOf(block: JsonObject, index: number): string {
  return asString(block["block_id"]) ?? `${index}`;
}

/** One choice of a select, radio group or menu. */
export interface Choice {
  value: string;
  label: string;
  description: string;
}

function choiceOf(option: JsonObject): Choice {
  return {
    value: textAt(option, "value"),
    label: plainText(objectAt(option, "text")),
    description: plainText(objectAt(option, "description")),
  };
}

/** All choices of an element, groups included. */
export function choicesOf(element: JsonObject): Choice[] {
  const grouped = listAt(element, "option_groups").flatMap((group) => listAt(group, "options"));
  return [...listAt(element, "options"), ...grouped].map(choiceOf);
}
