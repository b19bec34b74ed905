import type { types } from "@slack/bolt";
import { plainText } from "../blocks.js";
import type { Block } from "../context.js";

/** A modal as Slack's own types have it. */
export type Modal = types.ModalView;

/** A modal frame; `meta` is the opaque id that comes back with the answer, and nothing else. */
export function modal(parts: {
  callbackId: string;
  meta: string;
  title: string;
  submit?: string;
  close?: string;
  blocks: Block[];
}): Modal {
  const made: Modal = {
    type: "modal",
    callback_id: parts.callbackId,
    private_metadata: parts.meta,
    title: plainText(parts.title, 24),
    close: plainText(parts.close ?? "Back", 24),
    blocks: parts.blocks,
  };
  if (parts.submit !== undefined) made.submit = plainText(parts.submit, 24);
  return made;
}

/** A text field; `initial` is put in as it is, at most 3,000 characters. */
export function textField(parts: {
  name: string;
  label: string;
  initial?: string;
  placeholder?: string;
  hint?: string;
  multiline?: boolean;
  optional?: boolean;
  max?: number;
  focus?: boolean;
}): types.InputBlock {
  const element: types.PlainTextInput = {
    type: "plain_text_input",
    action_id: "value",
    multiline: parts.multiline ?? true,
    max_length: parts.max ?? 3000,
  };
  if (parts.initial !== undefined && parts.initial !== "") element.initial_value = parts.initial;
  if (parts.placeholder) element.placeholder = plainText(parts.placeholder, 150);
  if (parts.focus) element.focus_on_load = true;
  return field(parts, element);
}

/** One field of a form: `block_id` is the field's name, `action_id` is always `value`. */
export function field(
  parts: { name: string; label: string; hint?: string; optional?: boolean },
  element: types.InputBlock["element"],
): types.InputBlock {
  const made: types.InputBlock = {
    type: "input",
    block_id: parts.name,
    label: plainText(parts.label, 300),
    element,
  };
  if (parts.hint) made.hint = plainText(parts.hint, 300);
  if (parts.optional) made.optional = true;
  return made;
}
