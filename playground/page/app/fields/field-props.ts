import type { FieldValue } from "../../../workspace/browser-contract.js";
import type { JsonObject } from "../../../workspace/json.js";

/** What every field gets: its element, its value, and how it is named and described. */
export interface FieldProps {
  element: JsonObject;
  value: FieldValue;
  onChange: (value: FieldValue) => void;
  /** The id of the control, when a visible label points at it. */
  id?: string;
  /** The name, when nothing visible says it. */
  label?: string;
  describedBy?: string | undefined;
  invalid?: boolean;
  required?: boolean;
}

/** The names, states and descriptions every control carries. */
export function controlAttributes(props: FieldProps): Record<string, unknown> {
  return {
    id: props.id,
    "aria-label": props.label,
    "aria-describedby": props.describedBy,
    "aria-invalid": props.invalid || undefined,
    "aria-required": props.required || undefined,
    "data-focus-first": props.element["focus_on_load"] === true ? "" : undefined,
  };
}

/** The text a field holds; lists and nothing count as empty. */
export function textValue(value: FieldValue): string {
  return typeof value === "string" ? value : "";
}

/** The list a field holds; a single text counts as one. */
export function listValue(value: FieldValue): string[] {
  if (value === null) return [];
  return typeof value === "string" ? [value] : value;
}
