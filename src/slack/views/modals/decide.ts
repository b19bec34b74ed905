import type { AskForm } from "../../../domain/ask-form.js";
import type { ApproveArgs, HumanCall } from "../../../domain/human-call.js";
import { dateToken } from "../../text/dates.js";
import { bold, line } from "../../text/escape.js";
import { markdownToMrkdwn } from "../../text/markdown.js";
import { splitMrkdwn } from "../../text/split.js";
import { context, mrkdwn, plainText, section } from "../blocks.js";
import type { Block } from "../context.js";
import { changeLines, whoChanged } from "../changes.js";
import { checkedWords, inSentence, quoted, sentence } from "../words.js";
import { formModal } from "./form.js";
import { noticeModal } from "./notice.js";
import { field, modal, textField, type Modal } from "./modal.js";

const mostSections = 60;
const mostBytes = 180_000;

/** A call as it is decided about: `text` is the whole draft of an approval. */
interface Decidable {
  call: HumanCall;
  requesterName: string;
  text: string;
  /** The form of what is asked; null for an approval, which has one of its own here. */
  form: AskForm | null;
}

/** *Decide* in Home: the card's content as a form, whatever is asked. */
export function decideModal(view: Decidable, look: { domain: string; tz: string }): Modal {
  const { call } = view;
  const { args } = call;
  switch (args.fn) {
    case "answer":
    case "choose":
      return asDecide(
        view.form &&
          formModal({ callId: call.id, verb: args.fn, form: view.form, domain: look.domain }),
      );
    case "approve":
      return approveModal(view, args, look);
    case "declared":
    case "release":
      return noticeModal("This is decided on its card.");
  }
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

function asDecide(made: Modal | null): Modal {
  if (made === null) return noticeModal("This is decided on its card.");
  return { ...made, callback_id: "call.decide", close: plainText("Not now", 24) };
}

function approveModal(
  { call, requesterName, text }: Decidable,
  args: ApproveArgs,
  { domain, tz }: { domain: string; tz: string },
): Modal {
  const job = inSentence(args.title, 80);
  const place = args.post ? `#${args.post.channelName}` : "the thread";
  const options = [
    { text: plainText("Approve and post", 75), value: "approve" },
    ...(args.round < args.maxRounds
      ? [{ text: plainText("Ask for changes", 75), value: "changes" }]
      : []),
    { text: plainText("Reject, and end this job", 75), value: "reject" },
  ];
  const until = dateToken(call.deadlineAt.toISOString(), tz);
  return modal({
    callbackId: "call.decide",
    meta: call.id,
    title: "Decide",
    submit: "Decide",
    close: "Not now",
    blocks: [
      section(
        `${bold(`Post this ${job} in ${place}?`, 200)}\n${line(requesterName, 40)} asks for your OK.`,
      ),
      ...edited(args),
      ...body(text, domain),
      ...context(
        args.post ? sentence(args.post.reach, 300) : "",
        checkedWords(args.checked, 300),
        listed("Doubts", args.doubts),
        listed("The check found", args.objections),
        listed("Changed since the last note", args.changedSince),
      ),
      field(
        { name: "choice", label: "Your decision" },
        {
          type: "radio_buttons",
          action_id: "value",
          options,
        },
      ),
      textField({
        name: "note",
        label: "What should be different, or why not",
        hint: `Needed for changes and for a rejection. ${line(requesterName, 40)} reads it.`,
        optional: true,
      }),
      ...context(`If nobody decides by ${until}, nothing is posted. To edit it, open the card.`),
    ],
  });
}

/** What somebody changed in the draft, before the whole of their version. */
function edited({ edit }: ApproveArgs): Block[] {
  const changes = changeLines(edit ?? undefined, { items: 3, excerpt: 900 });
  return edit && changes !== "" ? [section(`${whoChanged(edit, 40)}:\n${quoted(changes)}`)] : [];
}

/** The whole text: what is approved is exactly this. */
function body(text: string, domain: string): Block[] {
  const pieces = splitMrkdwn(markdownToMrkdwn(text, domain), 3000);
  const shown: Block[] = [{ type: "divider" }];
  let bytes = 0;
  for (const piece of pieces) {
    bytes += Buffer.byteLength(JSON.stringify(piece)) + 120;
    if (shown.length > mostSections || bytes > mostBytes) break;
    shown.push({ type: "section", expand: true, text: mrkdwn(piece) });
  }
  const cut = pieces.length - (shown.length - 1);
  if (cut > 0) shown.push(...context("The rest does not fit here. Open the card to read it."));
  return [...shown, { type: "divider" }];
}

function listed(name: string, items: readonly string[]): string {
  if (items.length === 0) return "";
  return `*${name}*\n${items
    .slice(0, 8)
    .map((one) => `• ${line(one, 250)}`)
    .join("\n")}`;
}
