import type { FormField } from "../../../domain/form-field.js";
import type { types } from "@slack/bolt";
import { countWord } from "../../text/units.js";
import { wholeHead } from "../../text/cut.js";
import { plainText } from "../blocks.js";
import { capital } from "../words.js";
import { field, modal, textField, type Modal } from "./modal.js";

/** The question form (S7): one field per question, named like the question's field, answers filled in. */
export function answerModal(parts: { callId: string; fields: readonly FormField[] }): Modal {
  const many = parts.fields.length;
  return modal({
    callbackId: "call.answer",
    meta: parts.callId,
    title: many === 1 ? "One question" : `${capital(countWord(many))} questions`,
    submit: "Go on",
    blocks: parts.fields.map(formField),
  });
}

function formField(asked: FormField): types.InputBlock {
  const value = asked.default ?? "";
  if (asked.type === "text")
    return textField({ ...asked, initial: wholeHead(value, 300), multiline: false, max: 300 });
  if (asked.type === "long_text") return textField({ ...asked, initial: wholeHead(value, 3000) });
  return field(asked, element(asked, value));
}

function element(asked: FormField, value: string): types.InputBlock["element"] {
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
    case "options":
    case "text":
    case "long_text":
      return options(asked, value);
  }
}

/** Options as radio buttons; a question without any becomes a line to write on. */
function options(asked: FormField, value: string): types.InputBlock["element"] {
  const offered = asked.options
    .filter((one, index, all) => all.findIndex((other) => other.value === one.value) === index)
    .map((one) => ({ text: plainText(one.label, 75), value: one.value }));
  if (offered.length === 0)
    return { type: "plain_text_input", action_id: "value", max_length: 300 };
  const made: types.RadioButtons = { type: "radio_buttons", action_id: "value", options: offered };
  const initial = offered.find((one) => one.value === value);
  if (initial) made.initial_option = initial;
  return made;
}

function isDay(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const at = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
}
