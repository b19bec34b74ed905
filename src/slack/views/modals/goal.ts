import { wholeHead } from "../../text/cut.js";
import { line } from "../../text/escape.js";
import { context } from "../blocks.js";
import { modal, textField, type Modal } from "./modal.js";

/** "Use as goal" on a message: what to do with it, field `goal`. `meta` is an opaque id. */
export function goalModal(parts: { meta: string; quote?: string; initial?: string }): Modal {
  const quote = line(parts.quote ?? "", 200);
  return modal({
    callbackId: "run.goal",
    meta: parts.meta,
    title: "Use as goal",
    submit: "Start",
    blocks: [
      ...context(quote === "" ? "" : `About: ${quote}`),
      textField({
        name: "goal",
        label: "What should I do with this?",
        initial: wholeHead(parts.initial ?? "", 3000),
        placeholder: "Draft a reply, and ask Priya to approve",
        focus: true,
      }),
    ],
  });
}
