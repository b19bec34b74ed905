import type { ReactNode } from "react";
import type { FieldValue } from "../../../workspace/browser-contract.js";
import type { JsonObject } from "../../../workspace/json.js";
import { textAt } from "../blocks/read.js";
import { ChoiceList } from "./choice-list.js";
import { PlaceSelect, PlacesList, StaticSelect } from "./selects.js";
import { TextField } from "./text-field.js";
import { WhenField } from "./when-field.js";

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

/** One input of Block Kit. */
export function Field(props: FieldProps): ReactNode {
  switch (textAt(props.element, "type")) {
    case "plain_text_input":
    case "rich_text_input":
    case "number_input":
    case "url_text_input":
    case "email_text_input":
      return <TextField {...props} />;
    case "datepicker":
    case "timepicker":
    case "datetimepicker":
      return <WhenField {...props} />;
    case "static_select":
    case "external_select":
      return <StaticSelect {...props} />;
    case "users_select":
    case "conversations_select":
    case "channels_select":
      return <PlaceSelect {...props} />;
    case "multi_users_select":
    case "multi_conversations_select":
    case "multi_channels_select":
      return <PlacesList {...props} />;
    case "radio_buttons":
    case "checkboxes":
    case "multi_static_select":
    case "multi_external_select":
      return <ChoiceList {...props} />;
    default:
      return <p className="field-unknown">This kind of field is not shown in the playground.</p>;
  }
}
