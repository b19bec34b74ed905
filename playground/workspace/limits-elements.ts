import { asString, isObject, type JsonObject } from "./json.js";
import {
  checkConfirm,
  checkInitial,
  checkOptions,
  checkString,
  checkText,
  type Problems,
} from "./limits-objects.js";

type Rule = (problems: Problems, element: JsonObject, pointer: string) => void;

const button: Rule = (problems, element, pointer) => {
  checkText(problems, element, "text", pointer, { max: 75, plain: true, required: true });
  checkString(problems, element, "value", pointer, { max: 2000 });
  checkString(problems, element, "url", pointer, { max: 3000 });
  checkString(problems, element, "accessibility_label", pointer, { max: 75 });
  const style = element["style"];
  if (style !== undefined && style !== "primary" && style !== "danger")
    problems.add(`${pointer}/style`, "must be one of: primary, danger");
};

const overflow: Rule = (problems, element, pointer) =>
  checkOptions(problems, element, "options", pointer, { min: 1, max: 5, plain: true });

const choice: Rule = (problems, element, pointer) => {
  checkOptions(problems, element, "options", pointer, { min: 1, max: 10, plain: false });
  checkInitial(problems, element, pointer, "initial_option");
  checkInitial(problems, element, pointer, "initial_options");
};

const select: Rule = (problems, element, pointer) => {
  checkText(problems, element, "placeholder", pointer, { max: 150, plain: true });
  const groups = element["option_groups"];
  if (Array.isArray(groups)) {
    if (groups.length > 100)
      problems.add(`${pointer}/option_groups`, "no more than 100 items allowed");
    groups.forEach((group, index) => {
      const at = `${pointer}/option_groups/${index}`;
      if (!isObject(group)) return problems.add(at, "must be an option group");
      checkText(problems, group, "label", at, { max: 75, plain: true, required: true });
      checkOptions(problems, group, "options", at, { min: 1, max: 100, plain: true });
    });
  } else {
    checkOptions(problems, element, "options", pointer, { min: 1, max: 100, plain: true });
  }
  checkInitial(problems, element, pointer, "initial_option");
  checkInitial(problems, element, pointer, "initial_options");
};

const picker: Rule = (problems, element, pointer) =>
  checkText(problems, element, "placeholder", pointer, { max: 150, plain: true });

const textInput: Rule = (problems, element, pointer) => {
  checkText(problems, element, "placeholder", pointer, { max: 150, plain: true });
  const max = element["max_length"];
  const min = element["min_length"];
  if (max !== undefined && (typeof max !== "number" || max < 1 || max > 3000))
    problems.add(`${pointer}/max_length`, "must be between 1 and 3000");
  if (min !== undefined && (typeof min !== "number" || min < 0 || min > 3000))
    problems.add(`${pointer}/min_length`, "must be between 0 and 3000");
  const limit = typeof max === "number" ? max : 3000;
  checkString(problems, element, "initial_value", pointer, { max: limit, emptyAllowed: true });
};

const numberInput: Rule = (problems, element, pointer) => {
  if (typeof element["is_decimal_allowed"] !== "boolean")
    problems.add(pointer, "missing required field: is_decimal_allowed");
  for (const field of ["initial_value", "min_value", "max_value"])
    checkString(problems, element, field, pointer, { max: 255 });
};

const fileInput: Rule = (problems, element, pointer) => {
  const most = element["max_files"];
  if (most !== undefined && (typeof most !== "number" || most < 1 || most > 10))
    problems.add(`${pointer}/max_files`, "must be between 1 and 10");
  const types = element["filetypes"];
  const isList = Array.isArray(types) && types.every((one) => typeof one === "string");
  if (types !== undefined && !(isList && types.length > 0))
    problems.add(`${pointer}/filetypes`, "must be a list of endings");
};

const dated =
  (field: string, pattern: RegExp, shape: string): Rule =>
  (problems, element, pointer) => {
    picker(problems, element, pointer);
    const value = element[field];
    if (value !== undefined && !pattern.test(asString(value) ?? ""))
      problems.add(`${pointer}/${field}`, `must be in the form ${shape}`);
  };

const feedback: Rule = (problems, element, pointer) => {
  for (const field of ["positive_button", "negative_button"]) {
    const part = element[field];
    if (!isObject(part)) {
      problems.add(pointer, `missing required field: ${field}`);
      continue;
    }
    checkText(problems, part, "text", `${pointer}/${field}`, {
      max: 75,
      plain: true,
      required: true,
    });
    checkString(problems, part, "value", `${pointer}/${field}`, { max: 2000, required: true });
    checkString(problems, part, "accessibility_label", `${pointer}/${field}`, { max: 75 });
  }
};

const image: Rule = (problems, element, pointer) => {
  if (element["image_url"] === undefined && element["slack_file"] === undefined)
    problems.add(pointer, "missing required field: image_url");
  checkString(problems, element, "image_url", pointer, { max: 3000 });
  checkString(problems, element, "alt_text", pointer, { max: 2000, required: true });
};

const rules: Record<string, Rule> = {
  button,
  workflow_button: (problems, element, pointer) =>
    checkText(problems, element, "text", pointer, { max: 75, plain: true, required: true }),
  overflow,
  radio_buttons: choice,
  checkboxes: choice,
  static_select: select,
  multi_static_select: select,
  external_select: picker,
  multi_external_select: picker,
  users_select: picker,
  multi_users_select: picker,
  conversations_select: picker,
  multi_conversations_select: picker,
  channels_select: picker,
  multi_channels_select: picker,
  datepicker: dated("initial_date", /^\d{4}-\d{2}-\d{2}$/, "YYYY-MM-DD"),
  timepicker: dated("initial_time", /^([01]\d|2[0-3]):[0-5]\d$/, "HH:mm"),
  datetimepicker: picker,
  plain_text_input: textInput,
  rich_text_input: picker,
  email_text_input: picker,
  url_text_input: picker,
  number_input: numberInput,
  file_input: fileInput,
  feedback_buttons: feedback,
  icon_button: (problems, element, pointer) =>
    checkText(problems, element, "text", pointer, { max: 75, plain: true, required: true }),
  image,
};

const inputs = new Set(
  Object.keys(rules).filter(
    (type) =>
      ![
        "button",
        "overflow",
        "workflow_button",
        "feedback_buttons",
        "icon_button",
        "image",
      ].includes(type),
  ),
);
const typed = [
  "plain_text_input",
  "rich_text_input",
  "email_text_input",
  "url_text_input",
  "number_input",
  "file_input",
];
const onlyWhere: Record<string, (type: string) => boolean> = {
  input: (type) => inputs.has(type),
  actions: (type) =>
    ["button", "overflow", "workflow_button", ...inputs].includes(type) && !typed.includes(type),
  section: (type) => !["feedback_buttons", "icon_button", ...typed].includes(type),
  context_actions: (type) => type === "feedback_buttons" || type === "icon_button",
};

/** Checks one interactive or image element standing in a block of the given type. */
export function checkElement(
  problems: Problems,
  element: JsonObject,
  pointer: string,
  where: "input" | "actions" | "section" | "context_actions",
): void {
  const type = asString(element["type"]) ?? "";
  const rule = rules[type];
  if (!rule || !onlyWhere[where]?.(type))
    return problems.add(`${pointer}/type`, `unsupported type: ${type}`);
  if (type !== "image") checkString(problems, element, "action_id", pointer, { max: 255 });
  rule(problems, element, pointer);
  checkConfirm(problems, element, pointer);
}
