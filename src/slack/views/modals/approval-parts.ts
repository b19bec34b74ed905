import type { ApproveArgs } from "../../../domain/human-call.js";
import { bold, line } from "../../text/escape.js";
import { markdownToMrkdwn } from "../../text/markdown.js";
import { splitMrkdwn } from "../../text/split.js";
import { context, mrkdwn, plainText, section } from "../blocks.js";
import type { Block } from "../context.js";
import { changeLines, whoChanged } from "../changes.js";
import { checkedWords, inSentence, quoted, sentence } from "../words.js";
import { field, textField } from "./modal.js";

const mostSections = 60;
const mostBytes = 180_000;

/** What an approval is about, in a form: the question, the whole text, and what was checked. */
export function approvalBlocks(
  { requesterName, text }: { requesterName: string; text: string },
  args: ApproveArgs,
  domain: string,
): Block[] {
  return [
    section(`${bold(approvalQuestion(args), 200)}\n${line(requesterName, 40)} asks for your OK.`),
    ...edited(args),
    ...body(text, domain),
    ...context(
      args.post ? sentence(args.post.reach, 300) : "",
      checkedWords(args.checked, 300),
      listed("Doubts", args.doubts),
      listed("The check found", args.objections),
      listed("Changed since the last note", args.changedSince),
    ),
  ];
}

/** `Post this launch brief in #company-news?` */
export function approvalQuestion(args: ApproveArgs): string {
  const place = args.post ? `#${args.post.channelName}` : "the thread";
  return `Post this ${inSentence(args.title, 80)} in ${place}?`;
}

/** The choice that an approval is, and the words that some of its answers need. */
export function approvalFields(args: ApproveArgs, requesterName: string): Block[] {
  const options = [
    { text: plainText("Approve and post", 75), value: "approve" },
    ...(args.round < args.maxRounds
      ? [{ text: plainText("Ask for changes", 75), value: "changes" }]
      : []),
    { text: plainText("Reject, and end this job", 75), value: "reject" },
  ];
  return [
    field(
      { name: "choice", label: "Your decision" },
      { type: "radio_buttons", action_id: "value", options },
    ),
    textField({
      name: "note",
      label: "What should be different, or why not",
      hint: `Needed for changes and for a rejection. ${line(requesterName, 40)} reads it.`,
      optional: true,
    }),
  ];
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
