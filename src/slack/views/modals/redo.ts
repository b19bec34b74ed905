import { context } from "../blocks.js";
import { modal, textField, type Modal } from "./modal.js";

/** Change something about a result: one note, field `note`. */
export function redoModal(parts: { runId: string }): Modal {
  return modal({
    callbackId: "run.redo",
    meta: parts.runId,
    title: "Change something",
    submit: "Start",
    blocks: [
      textField({ name: "note", label: "What should be different?", focus: true }),
      ...context("A new job starts from this result. It answers in the same thread."),
    ],
  });
}
