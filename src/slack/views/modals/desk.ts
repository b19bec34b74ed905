import { dateToken } from "../../text/dates.js";
import { line } from "../../text/escape.js";
import type { FormPart } from "../../../domain/ask-form.js";
import { button, context, plainText, section } from "../blocks.js";
import type { Block } from "../context.js";
import { sentence } from "../words.js";
import { approvalBlocks } from "./approval-parts.js";
import type { Decidable } from "./decide.js";
import { formModal, formParts } from "./form.js";
import { modal, type Modal } from "./modal.js";

/** One answer of a call on the desk. */
export interface DeskTap {
  verb: string;
  label: string;
  style?: "primary" | "danger";
}

/** One call of *Clear my desk*, and where it stands among those that wait. */
export interface DeskView extends Decidable {
  /** The answers with one tap; empty: `form` is answered here. */
  taps: DeskTap[];
  /** What a declared function's card says. */
  parts: FormPart[];
  /** What happens without an answer, as a clause. */
  silenceMeans: string;
  at: number;
  of: number;
  /** What happened meanwhile, in a line; may be empty. */
  said: string;
  /** Comes back with every tap. */
  meta: string;
}

const title = "Clear my desk";
/** Buttons beside each other on a phone. */
const inRow = 5;

/** One decision after another: this one with its answers as buttons, or as a form with the answers filled in. */
export function deskModal(view: DeskView, look: { domain: string; tz: string }): Modal {
  const { call, form } = view;
  const head = context(`${view.at} of ${view.of}`, sentence(view.said, 300));
  const skip = skipButton(call.id);
  if (view.taps.length === 0) {
    const made = form && formModal({ callId: call.id, verb: "decide", form, domain: look.domain });
    if (!made) return tooLong(view, head, skip);
    return {
      ...made,
      title: plainText(title, 24),
      close: plainText("Not now", 24),
      private_metadata: view.meta,
      blocks: [...head, ...made.blocks, skip],
    };
  }
  return modal({
    callbackId: "home.clear",
    meta: view.meta,
    title,
    close: "Not now",
    blocks: [
      ...head,
      ...asked(view, look.domain),
      ...rows(
        view.taps.map((tap) =>
          button(tap.label, `home.tap.${tap.verb}`, call.id, tap.style ? { style: tap.style } : {}),
        ),
      ),
      skip,
      ...context(
        `Without an answer by ${dateToken(call.deadlineAt.toISOString(), look.tz)}, ${line(view.silenceMeans, 120)}.`,
      ),
    ],
  });
}

/** Nothing is left on the desk, or only what was skipped. */
export function deskDoneModal(left: number, said: string): Modal {
  const rest =
    left === 0
      ? "*Nothing waits for you.*"
      : `*That was all of them.*\n${left === 1 ? "One question that you skipped waits" : `${left} questions wait`} in Home.`;
  return modal({
    callbackId: "call.stale",
    meta: "",
    title: "Done",
    close: "Close",
    blocks: [...context(sentence(said, 300)), section(rest)],
  });
}

function asked(view: DeskView, domain: string): Block[] {
  const { args } = view.call;
  if (args.fn === "approve") return approvalBlocks(view, args, domain);
  return formParts(view.parts.slice(0, 30), domain);
}

function tooLong(view: DeskView, head: Block[], skip: Block): Modal {
  return modal({
    callbackId: "home.clear",
    meta: view.meta,
    title,
    close: "Not now",
    blocks: [...head, section("This one does not fit here. Decide it on its card, please."), skip],
  });
}

function skipButton(callId: string): Block {
  return { type: "actions", elements: [button("Skip", "home.skip", callId)] };
}

function rows(buttons: ReturnType<typeof button>[]): Block[] {
  const all: Block[] = [];
  for (let from = 0; from < buttons.length; from += inRow)
    all.push({ type: "actions", elements: buttons.slice(from, from + inRow) });
  return all;
}
