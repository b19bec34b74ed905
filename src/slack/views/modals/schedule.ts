import type { types } from "@slack/bolt";
import { wholeHead } from "../../text/cut.js";
import { context, plainText } from "../blocks.js";
import { field, modal, textField, type Modal } from "./modal.js";

/** What can be chosen without writing; each reads as one would write it. */
export const presets = [
  "Every weekday at 9:00",
  "Every Monday at 9:00",
  "Every Friday at 14:00",
  "On the 1st of every month at 9:00",
] as const;

/**
 * Asks when: a choice (`preset`) or own words (`when`), and with `goal` also what. `meta` comes back with the answer.
 */
export function scheduleModal(parts: {
  callbackId: "schedule.new" | "schedule.edit";
  meta: string;
  when: string;
  /** Null: it is what the job did before. */
  goal: string | null;
  zone: string;
}): Modal {
  const isNew = parts.callbackId === "schedule.new";
  const options: types.PlainTextOption[] = presets.map((one) => ({
    text: plainText(one, 75),
    value: one,
  }));
  return modal({
    callbackId: parts.callbackId,
    meta: parts.meta,
    title: isNew ? "Do this regularly" : "Change schedule",
    submit: isNew ? "Go on" : "Save",
    blocks: [
      ...(isNew
        ? [
            field(
              { name: "preset", label: "When?", optional: true },
              { type: "static_select", action_id: "value", options },
            ),
          ]
        : []),
      textField({
        name: "when",
        label: isNew ? "Or in your own words" : "When?",
        initial: parts.when,
        placeholder: "every Friday at 14:00",
        hint: "Every 15 minutes is as often as it goes.",
        multiline: false,
        optional: isNew,
        max: 150,
      }),
      ...(parts.goal === null
        ? []
        : [
            textField({
              name: "goal",
              label: "What, each time?",
              initial: wholeHead(parts.goal, 3000),
              placeholder: "the open questions of this channel",
            }),
          ]),
      ...context(
        isNew
          ? `Times are ${parts.zone}. Nothing is saved until you confirm.`
          : `Times are ${parts.zone}.`,
      ),
    ],
  });
}
