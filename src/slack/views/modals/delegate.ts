import type { types } from "@slack/bolt";
import { context } from "../blocks.js";
import { field, modal, type Modal } from "./modal.js";

/** Ask someone else: one colleague, field `person`. */
export function delegateModal(parts: { callId: string }): Modal {
  const picker: types.UsersSelect = {
    type: "users_select",
    action_id: "value",
    focus_on_load: true,
  };
  return modal({
    callbackId: "call.delegate",
    meta: parts.callId,
    title: "Ask someone else",
    submit: "Ask them too",
    blocks: [
      field({ name: "person", label: "Who else should decide?" }, picker),
      ...context("They are asked too, and the card says so. You can still decide yourself."),
    ],
  });
}
