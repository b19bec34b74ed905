import type { ChooseOption } from "../../../domain/human-call.js";
import type { types } from "@slack/bolt";
import { bold, line } from "../../text/escape.js";
import { context, plainText, section } from "../blocks.js";
import { field, modal, textField, type Modal } from "./modal.js";

/**
 * A choice with many options: each with what speaks for it, then `index` (values `1` … `n`, `0` for none
 * of these) and an optional `note`.
 */
export function chooseModal(parts: {
  callId: string;
  question: string;
  options: readonly ChooseOption[];
  noneLabel: string;
}): Modal {
  // Radio buttons hold ten; a list holds the eleventh, "none of these".
  const radio = parts.options.length <= 9;
  const offered: types.PlainTextOption[] = parts.options.map((option, index) => ({
    text: plainText(`${index + 1}. ${option.short}`, 75),
    value: String(index + 1),
  }));
  offered.push({ text: plainText(parts.noneLabel || "None of these", 75), value: "0" });
  return modal({
    callbackId: "call.choose",
    meta: parts.callId,
    title: "Choose",
    submit: "Choose",
    blocks: [
      section(bold(parts.question, 300) || "*Which one is right?*"),
      ...parts.options.map((option, index) => section(evidence(option, index))),
      field(
        { name: "index", label: "Your choice" },
        radio
          ? { type: "radio_buttons", action_id: "value", options: offered }
          : { type: "static_select", action_id: "value", options: offered },
      ),
      textField({ name: "note", label: "Anything to add?", optional: true, max: 1000 }),
      ...context("Your choice is used for this job. The others see it."),
    ],
  });
}

function evidence(option: ChooseOption, index: number): string {
  const lines = option.evidence.map((one) => {
    const origin = [one.by ?? "", one.sourceLabel, one.date ?? ""].filter((part) => part !== "");
    return `> ${line(one.excerpt, 400)}\n${line(origin.join(", "), 160)}`;
  });
  return [`${index + 1}. ${bold(option.label, 300)}`, ...lines].join("\n");
}
