import { sentence } from "../words.js";
import { context, section } from "../blocks.js";
import { fitsEdit, splitForEdit } from "./edit-text.js";
import { modal, textField, type Modal } from "./modal.js";

/**
 * A form that came too late: what happened meanwhile (`Tom approved this at 14:08.`), that the text was not
 * used, and the text to copy.
 */
export function staleModal(parts: { callId: string; what: string; text: string }): Modal {
  const pieces = parts.text !== "" && fitsEdit(parts.text) ? splitForEdit(parts.text) : [];
  return modal({
    callbackId: "call.stale",
    meta: parts.callId,
    title: "Too late",
    // A form with fields needs a button to send it; there is nothing to send any more.
    submit: pieces.length === 0 ? undefined : "Close",
    close: "Back",
    blocks: [
      section(
        `${sentence(parts.what, 300)} ${pieces.length === 0 ? "Nothing was changed." : "Your text was not used."}`,
      ),
      ...pieces.map((piece, index) =>
        textField({
          name: `text.${index + 1}`,
          label:
            pieces.length === 1 ? "Your text, to copy" : `Your text, to copy, part ${index + 1}`,
          initial: piece,
          optional: true,
        }),
      ),
      ...context(pieces.length === 0 ? "" : "Nothing happens when you close this."),
    ],
  });
}
