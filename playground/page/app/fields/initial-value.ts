import type { FieldValue } from "../../../workspace/browser-contract.js";
import { asString, type JsonObject } from "../../../workspace/json.js";
import { listAt, objectAt, textAt } from "../blocks/read.js";

/** True for elements whose value is a list. */
export function isMany(element: JsonObject): boolean {
  const type = textAt(element, "type");
  return type === "checkboxes" || type.startsWith("multi_");
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
}

/** What a field holds before anybody touches it. */
export function initialValue(element: JsonObject): FieldValue {
  if (isMany(element)) {
    const options = listAt(element, "initial_options").map((option) => textAt(option, "value"));
    const ids = ["initial_users", "initial_conversations", "initial_channels"].flatMap((key) =>
      strings(element[key]),
    );
    return [...options, ...ids];
  }
  const option = objectAt(element, "initial_option");
  if (option) return textAt(option, "value");
  const stamp = element["initial_date_time"];
  if (typeof stamp === "number") return String(stamp);
  const keys = ["value", "date", "time", "user", "conversation", "channel"];
  for (const key of keys) {
    const found = asString(element[`initial_${key}`]);
    if (found !== undefined) return found;
  }
  return null;
}
