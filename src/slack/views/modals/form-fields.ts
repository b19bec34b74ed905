import type { types } from "@slack/bolt";
import type { AskField } from "../../../domain/ask-form.js";
import { wholeHead } from "../../text/cut.js";
import { plainText } from "../blocks.js";
import { splitForEdit } from "./edit-text.js";
import { field, textField } from "./modal.js";

/** The inputs of one field, answers filled in; a text that is longer than one of Slack's fields gets as many as it takes. */
export function formFields(asked: AskField): types.InputBlock[] {
  if (asked.whole) return wholeFields(asked);
  return [oneField(asked)];
}

function wholeFields(asked: AskField): types.InputBlock[] {
  const pieces = splitForEdit(asked.default ?? "");
  const many = pieces.length > 1;
  return pieces.map((piece, index) =>
    textField({
      name: many ? `${asked.name}.${index + 1}` : asked.name,
      label: many ? `${asked.label}, part ${index + 1} of ${pieces.length}` : asked.label,
      initial: piece,
      optional: many || asked.optional,
    }),
  );
}

function oneField(asked: AskField): types.InputBlock {
  const value = asked.default ?? "";
  if (asked.type === "text" || asked.type === "long_text") {
    return textField({
      ...asked,
      initial: wholeHead(value, asked.max),
      multiline: asked.type === "long_text",
    });
  }
  return field(asked, element(asked, value));
}

function element(asked: AskField, value: string): types.InputBlock["element"] {
  switch (asked.type) {
    case "number": {
      const made: types.NumberInput = {
        type: "number_input",
        action_id: "value",
        is_decimal_allowed: true,
      };
      if (/^-?\d+(\.\d+)?$/.test(value.trim())) made.initial_value = value.trim();
      return made;
    }
    case "date": {
      const made: types.Datepicker = { type: "datepicker", action_id: "value" };
      if (isDay(value)) made.initial_date = value;
      return made;
    }
    case "time": {
      const made: types.Timepicker = { type: "timepicker", action_id: "value" };
      if (/^([01]\d|2[0-3]):[0-5]\d$/.test(value)) made.initial_time = value;
      return made;
    }
    case "person": {
      const made: types.UsersSelect = { type: "users_select", action_id: "value" };
      if (/^[UW][A-Z0-9]{1,30}$/.test(value)) made.initial_user = value;
      return made;
    }
    case "channel": {
      const made: types.ConversationsSelect = {
        type: "conversations_select",
        action_id: "value",
        filter: { include: ["public", "private"], exclude_bot_users: true },
      };
      if (/^[CG][A-Z0-9]{1,30}$/.test(value)) made.initial_conversation = value;
      return made;
    }
    case "link": {
      const made: types.URLInput = { type: "url_text_input", action_id: "value" };
      if (/^https?:\/\/\S+$/.test(value)) made.initial_value = value;
      return made;
    }
    case "file": {
      const made: types.FileInput = { type: "file_input", action_id: "value", max_files: 1 };
      if (asked.endings.length > 0) made.filetypes = asked.endings;
      return made;
    }
    case "several":
      return several(asked, value);
    case "options":
    case "text":
    case "long_text":
      return options(asked, value);
  }
}

/** Radio buttons hold ten; a list holds more. A question without any option becomes a line to write on. */
function options(asked: AskField, value: string): types.InputBlock["element"] {
  const offered = offeredBy(asked);
  if (offered.length === 0)
    return { type: "plain_text_input", action_id: "value", max_length: 300 };
  const initial = offered.find((one) => one.value === value);
  if (offered.length > 10) {
    const made: types.StaticSelect = {
      type: "static_select",
      action_id: "value",
      options: offered,
    };
    if (initial) made.initial_option = initial;
    return made;
  }
  const made: types.RadioButtons = { type: "radio_buttons", action_id: "value", options: offered };
  if (initial) made.initial_option = initial;
  return made;
}

function several(asked: AskField, value: string): types.InputBlock["element"] {
  const offered = offeredBy(asked);
  if (offered.length === 0) return options(asked, value);
  const chosen = new Set(value.split("\n"));
  const initial = offered.filter((one) => chosen.has(one.value ?? ""));
  const made: types.Checkboxes | types.MultiStaticSelect =
    offered.length > 10
      ? { type: "multi_static_select", action_id: "value", options: offered }
      : { type: "checkboxes", action_id: "value", options: offered };
  if (initial.length > 0) made.initial_options = initial;
  return made;
}

function offeredBy(asked: AskField): types.PlainTextOption[] {
  return asked.options
    .filter((one, index, all) => all.findIndex((other) => other.value === one.value) === index)
    .slice(0, 100)
    .map((one) => ({ text: plainText(one.label, 75), value: one.value.slice(0, 75) }));
}

function isDay(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const at = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
}
