import type { ShownOf } from "../../domain/shown.js";
import { dateToken } from "../text/dates.js";
import { bold, line } from "../text/escape.js";
import { excerptOf } from "../text/excerpt.js";
import { markdownToMrkdwn } from "../text/markdown.js";
import { nameOf } from "../text/people.js";
import { actions, button, context, section } from "./blocks.js";
import type { Block, View, ViewContext } from "./context.js";
import { fitCard, type Room } from "./fit.js";
import { capital, jobName, notice, quoted, sentence } from "./words.js";

type Settled = ShownOf<"approval_settled">;

/** An approval that is over (S4): who and when comes first, the body stays, the buttons go. */
export function approvalSettledView(shown: Settled, ctx: ViewContext): View {
  return {
    text: notice(`${capital(jobName(shown.title, 50))}: ${spoken(shown)}`),
    blocks: fitCard((room) => card(shown, ctx, room)),
  };
}

function card(shown: Settled, ctx: ViewContext, room: Room): Block[] {
  const excerpt = room.excerpt > 0 ? excerptOf(shown.excerptMarkdown, room.excerpt) : "";
  const body = markdownToMrkdwn(excerpt, ctx.team.domain);
  const again = shown.canAskAgain ? [button("Ask again", "run.ask_again", shown.runId)] : [];
  return [
    section(firstLine(shown, ctx, room)),
    ...(body === "" ? [] : [section(quoted(body))]),
    ...context(shown.checked === "" ? "" : `Checked: ${sentence(shown.checked, room.note)}`),
    ...actions([
      button("Read all", "call.view", shown.callId),
      button("Why?", "call.why", shown.callId),
      ...again,
    ]),
  ];
}

function firstLine(shown: Settled, ctx: ViewContext, room: Room): string {
  const at = dateToken(shown.at, ctx.tz);
  const by = (verb: string) => bold(shown.by ? `${verb} by ${shown.by.name}` : verb);
  const note = line(shown.note, Math.max(60, room.excerpt));
  const said = note === "" ? "" : `\n> ${note}`;
  switch (shown.outcome) {
    case "approved":
      return `${by("Approved")}, ${at}.${said}`;
    case "approved_edited":
      return `${by("Approved")}, ${at}, with an edit.${said}`;
    case "changes":
      return `${bold(`${shown.by?.name ?? "Somebody"} asked for changes`)}, ${at}.${said}`;
    case "rejected":
      return `${by("Rejected")}, ${at}. Nothing was posted.${said}`;
    case "expired":
      return `*Nobody answered* by ${at}. Nothing was posted.`;
    case "cancelled":
      return `*No longer needed*, ${at}. Nothing was posted.${said}`;
  }
}

function spoken(shown: Settled): string {
  const by = shown.by ? nameOf(shown.by) : "somebody";
  switch (shown.outcome) {
    case "approved":
      return `approved by ${by}.`;
    case "approved_edited":
      return `approved by ${by} with an edit.`;
    case "changes":
      return `${by} asked for changes. A new version follows.`;
    case "rejected":
      return `rejected by ${by}. Nothing was posted.`;
    case "expired":
      return `nobody answered. Nothing was posted.`;
    case "cancelled":
      return `no answer is needed any more. Nothing was posted.`;
  }
}
