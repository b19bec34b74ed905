import { context } from "../blocks.js";
import { modal, textField, type Modal } from "./modal.js";

/** Ask for changes (S6): one note, field `note`. */
export function changesModal(parts: { callId: string; round: number; maxRounds: number }): Modal {
  const next = parts.round + 1;
  const version =
    next > parts.maxRounds
      ? "There is no further version: approve, edit or reject this one instead."
      : next === parts.maxRounds
        ? "The last version comes to you."
        : `A new version comes to you. Round ${parts.round} of ${parts.maxRounds}.`;
  return modal({
    callbackId: "call.changes",
    meta: parts.callId,
    title: "Ask for changes",
    submit: "Send back",
    blocks: [
      textField({
        name: "note",
        label: "What should be different?",
        placeholder: "Shorter, and say who to call",
        focus: true,
      }),
      ...context(`${version} The others see your note.`),
    ],
  });
}
