import type { ShownOf } from "../../domain/shown.js";
import { slackLimits, textIn } from "../limits.js";
import { bold, line } from "../text/escape.js";
import { markdownToMrkdwn } from "../text/markdown.js";
import { mention, nameOf } from "../text/people.js";
import { safeEnd, splitMrkdwn } from "../text/split.js";
import { bodyChars } from "../text/split-result.js";
import { actions, button, context, section, sections } from "./blocks.js";
import type { View, ViewContext } from "./context.js";
import { practiceLine } from "./practice.js";
import { resultSources } from "./result-sources.js";
import { notice, sentence, short, theJob } from "./words.js";

type Result = ShownOf<"result">;

/** A body may take a little more than it was split for: a code block is closed and opened at a seam. */
const mostBody = bodyChars + 80;
/** With less room than this for all the rest, it says less. */
const tightRoom = 2_000;

/**
 * The result (S10), or one part of a long one; the last part has sources, checks and cost. The body comes
 * first: beside a long one the rest is shortened, and says how much more there is.
 */
export function resultView(shown: Result, ctx: ViewContext): View {
  const { n, of } = shown.part;
  const last = n >= of;
  const body = sections(fitBody(markdownToMrkdwn(shown.bodyMarkdown, ctx.team.domain)));
  const buttons = actions(last ? buttonsOf(shown) : []);
  const room = slackLimits.blockText - textIn([...body, ...buttons]);
  const tight = room < tightRoom;
  const head =
    n === 1
      ? firstHead(shown, ctx, tight ? 120 : 300)
      : `${bold(shown.title, 80)}, part ${n} of ${of}`;
  const practice = shown.practice ? practiceLine : "";
  const cost = last ? line(shown.cost, 120) : "";
  const left = room - head.length - practice.length - cost.length;
  const checked = last ? checkedAndRemarks(shown, tight ? left / 2 : left) : "";
  const sources = last
    ? resultSources(shown.sources, shown.notRead, ctx.team.domain, left - checked.length)
    : "";
  const blocks = [
    section(head),
    ...body,
    ...sections(sources),
    ...context(checked, cost, practice),
    ...buttons,
  ];
  return { text: notice(spoken(shown)), blocks };
}

function buttonsOf(shown: Result) {
  return [
    button("Change something", "run.redo", shown.runId),
    button("Why?", "run.why", shown.runId),
  ];
}

/** What was checked, then remarks as long as they fit; the rest is counted. */
function checkedAndRemarks(shown: Result, max: number): string {
  const most = Math.floor(max) - 30;
  const parts =
    shown.checked === ""
      ? []
      : [`Checked: ${sentence(shown.checked, Math.min(300, Math.max(0, most - 10)))}`];
  let used = parts.join("").length;
  const remarks = shown.remarks.map((one) => sentence(one, 200)).filter((one) => one !== "");
  let kept = 0;
  for (const one of remarks.slice(0, 6)) {
    if (used + 1 + one.length > most) break;
    parts.push(one);
    used += 1 + one.length;
    kept += 1;
  }
  if (kept < remarks.length) parts.push(`And ${remarks.length - kept} more, see *Why?*`);
  return parts.join(" ");
}

function firstHead(shown: Result, ctx: ViewContext, most: number): string {
  const parts = shown.part.of > 1 ? ` Part 1 of ${shown.part.of}.` : "";
  const headline = sentence(shown.headline, most);
  return (
    `${mention(shown.requester, ctx.pings)} ${bold(`${short(shown.title, 80)}: done.`, 100)}` +
    `${headline === "" ? "" : ` ${headline}`}${parts}`
  );
}

function spoken(shown: Result): string {
  const { n, of } = shown.part;
  if (n > 1) return `${line(shown.title, 80)}, part ${n} of ${of}.`;
  const headline = sentence(shown.headline, 90);
  const done = `${nameOf(shown.requester)}, ${theJob(shown.title, 50)} is done.`;
  return headline === "" ? `${done} It is in this thread.` : `${done} ${headline}`;
}

/** Delivery splits long results; this is the last guard, and it says when it had to cut. */
function fitBody(body: string): string {
  const note = "\n_The rest did not fit into this message._";
  const pieces = splitMrkdwn(body, 3000);
  if (body.length <= mostBody && pieces.length <= 40) return body;
  const kept = pieces.slice(0, 40).join("\n");
  return `${kept.slice(0, safeEnd(kept, mostBody - note.length))}${note}`;
}
