import { line } from "../../text/escape.js";
import { context } from "../blocks.js";
import { inSentence } from "../words.js";
import { splitForEdit } from "./edit-text.js";
import { modal, textField, type Modal } from "./modal.js";

const mostFields = 80;
const mostBytes = 220_000;

/** Whether a text can be edited in a form at all: Slack takes 250 KB and 100 blocks. */
export function fitsEdit(text: string): boolean {
  const bytes = Buffer.byteLength(JSON.stringify(text));
  return bytes < mostBytes && splitForEdit(text).length <= mostFields;
}

/** The edit form (S5): the whole text, split over fields `text.1` … `text.n` when one is too small. */
export function editModal(parts: {
  callId: string;
  title: string;
  text: string;
  /** The channel it is posted in, if that is not the thread. */
  channelName?: string | undefined;
}): Modal {
  const pieces = splitForEdit(parts.text);
  const many = pieces.length > 1;
  const place = parts.channelName === undefined ? "the thread" : line(`#${parts.channelName}`, 90);
  return modal({
    callbackId: "call.edit",
    meta: parts.callId,
    title: `Edit ${inSentence(parts.title, 18)}`,
    submit: "Save and approve",
    blocks: [
      ...pieces.map((piece, index) =>
        textField({
          name: many ? `text.${index + 1}` : "text",
          label: many ? `${parts.title}, part ${index + 1} of ${pieces.length}` : parts.title,
          initial: piece,
          optional: many,
        }),
      ),
      ...context(
        `Your version is checked again, then posted in ${place}. If the check finds a problem, you are asked first.`,
      ),
    ],
  });
}
