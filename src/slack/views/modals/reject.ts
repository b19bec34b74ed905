import { nameOf } from "../../text/people.js";
import type { Named } from "../../../domain/person.js";
import { section } from "../blocks.js";
import { modal, textField, type Modal } from "./modal.js";

/** Reject: one reason, field `reason`; it ends the job. */
export function rejectModal(parts: { callId: string; requester: Named }): Modal {
  return modal({
    callbackId: "call.reject",
    meta: parts.callId,
    title: "Reject",
    submit: "Reject and end",
    blocks: [
      section(`Reject and end this job? ${nameOf(parts.requester)} reads your reason.`),
      textField({ name: "reason", label: "Why?", focus: true }),
    ],
  });
}
