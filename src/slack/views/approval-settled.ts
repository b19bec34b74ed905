import type { ShownOf } from "../../domain/shown.js";
import { dateToken } from "../text/dates.js";
import { bold, line } from "../text/escape.js";
import { excerptOf } from "../text/excerpt.js";
import { markdownToMrkdwn } from "../text/markdown.js";
import { nameOf } from "../text/people.js";
import { actions, button, context, section } from "./blocks.js";
import { changeLines } from "./changes.js";
import type { Block, View, ViewContext } from "./context.js";
import { fitCard, type Room } from "./fit.js";
import { postedButtons, postedSentence, postedSpoken } from "./posted.js";
import { capital, checkedWords, jobName, notice, quoted, viaWords } from "./words.js";

type Settled = ShownOf<"approval_settled">;

/** An approval that is over (S4): who and when comes first, the body stays, the buttons go. */
export function approvalSettledView(shown: Settled, ctx: ViewContext): View {
  return {
    text: notice(`${capital(jobName(shown.title, 50))}: ${spoken(shown)}`),
    blocks: fitCard((room) => card(shown, ctx, room)),
  };
}

function card(shown: Settled, ctx: ViewContext, room: Room): Block[] {
  const body = room.excerpt > 0 ? bodyOf(shown, ctx, room) : "";
  const again = shown.canAskAgain ? [button("Ask again", "run.ask_again", shown.runId)] : [];
  return [
    section(firstLine(shown, ctx, room)),
    ...(body === "" ? [] : [section(quoted(body))]),
    ...context(checkOf(shown, room)),
    ...actions([
      ...(shown.post ? postedButtons(shown.post, shown.runId) : []),
      button("Read all", "call.view", shown.callId),
      button("Why?", "call.why", shown.callId),
      ...again,
    ]),
  ];
}

/** After an edit: what it changed; else the beginning of the text. */
function bodyOf(shown: Settled, ctx: ViewContext, room: Room): string {
  const changes = changeLines(shown.edit, room);
  if (changes !== "") return changes;
  return markdownToMrkdwn(excerptOf(shown.excerptMarkdown, room.excerpt), ctx.team.domain);
}

/** What was checked: of an edit only what its own check found, which is not there at once. */
function checkOf(shown: Settled, room: Room): string {
  if (shown.outcome !== "approved_edited") return checkedWords(shown.checked, room.note);
  const whose = `${nameOf(shown.by ?? { id: "", name: "This" }, room.name)}'s version`;
  if (shown.checked === "") return `${whose} is checked again first.`;
  const found = checkedWords(shown.checked, room.note);
  return found.replace(/^Checked: /, `${whose} was checked again: `);
}

/** `with one edit`, or how it was said before edits were counted. */
function editWord(shown: Settled): string {
  const count = shown.edit?.count ?? 0;
  if (count === 0) return "with an edit";
  return count === 1 ? "with one edit" : "with edits";
}

function firstLine(shown: Settled, ctx: ViewContext, room: Room): string {
  const at = `${dateToken(shown.at, ctx.tz)}${viaWords(shown.via)}`;
  const by = (verb: string) => bold(shown.by ? `${verb} by ${shown.by.name}` : verb);
  const note = line(shown.note, Math.max(60, room.excerpt));
  const said = note === "" ? "" : `\n> ${note}`;
  const posted = shown.post ? ` ${postedSentence(shown.post, ctx)}` : "";
  switch (shown.outcome) {
    case "approved":
      if (shown.byRule !== undefined)
        return `*Nobody had to approve it*, ${at}: ${line(shown.byRule, Math.max(20, Math.min(140, room.note)))}.${posted}`;
      return `${by("Approved")}, ${at}.${posted}${said}`;
    case "approved_edited":
      return `${by("Approved")}, ${at}, ${editWord(shown)}.${posted}${said}`;
    case "changes":
      return `${bold(`${shown.by?.name ?? "Somebody"} asked for changes`)}, ${at}.${said}`;
    case "rejected":
      return `${by("Rejected")}, ${at}. Nothing was posted.${said}`;
    case "expired":
      return note === ""
        ? `*Nobody answered* by ${at}. Nothing was posted.`
        : `*Too few answered* by ${at}. Nothing was posted.${said}`;
    case "cancelled":
      return `*No longer needed*, ${at}. Nothing was posted.${said}`;
  }
}

function spoken(shown: Settled): string {
  const by = shown.by ? nameOf(shown.by) : "somebody";
  const posted = shown.post ? ` ${postedSpoken(shown.post)}` : "";
  switch (shown.outcome) {
    case "approved":
      return `${shown.byRule === undefined ? `approved by ${by}` : "nobody had to approve it"}.${posted}`;
    case "approved_edited":
      return `approved by ${by} ${editWord(shown)}.${posted}`;
    case "changes":
      return `${by} asked for changes. A new version follows.`;
    case "rejected":
      return `rejected by ${by}. Nothing was posted.`;
    case "expired":
      return `${shown.note === "" ? "nobody" : "too few"} answered. Nothing was posted.`;
    case "cancelled":
      return `no answer is needed any more. Nothing was posted.`;
  }
}
