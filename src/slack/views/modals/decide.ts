import type { AskForm } from "../../../domain/ask-form.js";
import type { ApproveArgs, HumanCall } from "../../../domain/human-call.js";
import { dateToken } from "../../text/dates.js";
import { context, plainText, section } from "../blocks.js";
import { approvalBlocks, approvalFields } from "./approval-parts.js";
import { formModal } from "./form.js";
import { noticeModal } from "./notice.js";
import { modal, type Modal } from "./modal.js";

/** A call as it is decided about: `text` is the whole draft of an approval. */
export interface Decidable {
  call: HumanCall;
  requesterName: string;
  text: string;
  /** The form of what is asked; null for an approval, which has one of its own here. */
  form: AskForm | null;
}

/** *Decide* in Home: the card's content as a form, whatever is asked. */
export function decideModal(view: Decidable, look: { domain: string; tz: string }): Modal {
  const { call, form } = view;
  const { args } = call;
  if (args.fn === "approve") return approveModal(view, args, look);
  const made = form && formModal({ callId: call.id, verb: args.fn, form, domain: look.domain });
  if (made === null) return noticeModal("This does not fit here. Decide it on its card, please.");
  return { ...made, callback_id: "call.decide", close: plainText("Not now", 24) };
}

/** Nothing is left to decide. */
export function nothingWaitsModal(): Modal {
  return modal({
    callbackId: "call.stale",
    meta: "",
    title: "Done",
    close: "Close",
    blocks: [section("*Nothing waits for you.*")],
  });
}

function approveModal(
  view: Decidable,
  args: ApproveArgs,
  { domain, tz }: { domain: string; tz: string },
): Modal {
  return modal({
    callbackId: "call.decide",
    meta: view.call.id,
    title: "Decide",
    submit: "Decide",
    close: "Not now",
    blocks: [
      ...approvalBlocks(view, args, domain),
      ...approvalFields(args, view.requesterName),
      ...context(
        `If nobody decides by ${dateToken(view.call.deadlineAt.toISOString(), tz)}, nothing is posted. To edit it, open the card.`,
      ),
    ],
  });
}
