import type { CallArgs } from "../../src/domain/human-call.js";
import { functionOf } from "../../src/humans/functions/registry.js";
import { formModal } from "../../src/slack/views/modals/form.js";
import type { Modal } from "../../src/slack/views/modals/modal.js";

/** The form that a verb of a call opens, as people get it; throws where it opens none. */
export function callForm(
  args: CallArgs,
  verb: string,
  look: { callId?: string; text?: string; requesterName?: string } = {},
): Modal {
  const form = functionOf(args).form(verb, {
    text: look.text ?? "",
    requesterName: look.requesterName ?? "Maya",
  });
  const made = form && formModal({ callId: look.callId ?? "CALL", verb, form, domain: "acme" });
  if (!made) throw new Error(`${verb} opens no form.`);
  return made;
}

/** The arguments of an approval, for its forms. */
export function approvalArgs(
  given: Partial<Extract<CallArgs, { fn: "approve" }>> = {},
): Extract<CallArgs, { fn: "approve" }> {
  return {
    fn: "approve",
    title: "Launch brief",
    artifactId: "art_1",
    digest: "d",
    excerpt: "",
    checked: "",
    doubts: [],
    changedSince: [],
    objections: [],
    editedBy: null,
    round: 1,
    maxRounds: 3,
    ...given,
  };
}
