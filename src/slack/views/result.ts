import type { ShownOf } from "../../domain/shown.js";
import type { PostedShown } from "../../domain/shown-post.js";
import { slackLimits, textIn } from "../limits.js";
import { bold, line } from "../text/escape.js";
import { mention, nameOf } from "../text/people.js";
import { actions, button, context, section, sections } from "./blocks.js";
import type { View, ViewContext } from "./context.js";
import { feedback } from "./feedback.js";
import { fireButtons, fireHead, fireSpoken } from "./fire-result.js";
import { practiceLine } from "./practice.js";
import { postedSentence, postedSpoken } from "./posted.js";
import { resultBody } from "./result-body.js";
import { resultSources } from "./result-sources.js";
import { checkedWords, notice, sentence, short, theJob, isMany } from "./words.js";

type Result = ShownOf<"result">;

/** With less room than this for all the rest, it says less. */
const tightRoom = 2_000;

/**
 * The result (S10), or one part of a long one; the last part has sources, checks and cost. The body comes
 * first: beside a long one the rest is shortened, and says how much more there is.
 */
export function resultView(shown: Result, ctx: ViewContext): View {
  const { n, of } = shown.part;
  const last = n >= of;
  const body = resultBody(shown.bodyMarkdown, ctx);
  const buttons = last
    ? [
        ...actions(buttonsOf(shown)),
        ...(shown.unfinished || shown.fire ? [] : feedback(shown.runId, ctx)),
      ]
    : [];
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
  if (shown.unfinished) return [button("Why?", "run.why", shown.runId)];
  if (shown.fire) return fireButtons(shown.fire);
  return [
    button("Change something", "run.redo", shown.runId),
    button("Do this regularly", "schedule.new", shown.runId),
    button("Why?", "run.why", shown.runId),
  ];
}

/** What was checked, then remarks as long as they fit; the rest is counted. */
function checkedAndRemarks(shown: Result, max: number): string {
  const most = Math.floor(max) - 30;
  const parts =
    shown.checked === ""
      ? []
      : [checkedWords(shown.checked, Math.min(300, Math.max(0, most - 10)))];
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
  if (shown.unfinished) {
    return `${bold(`${short(shown.title, 80)}: not finished, not checked.`, 140)} ${headline}${parts}`;
  }
  const file = shown.file ? ` ${fileLine(shown.file)}` : "";
  if (shown.fire) return `${fireHead(shown, shown.fire)}${parts}${file}`;
  const { post } = shown;
  const said = post ? withHeadline(post, postedSentence(post, ctx), headline) : headline;
  return (
    `${mention(shown.requester, ctx.pings)} ${bold(`${short(shown.title, 80)}: done.`, 100)}` +
    `${said === "" ? "" : ` ${said}`}${parts}${file}`
  );
}

/** The beginning stands here; the whole is one tap away. */
function fileLine(name: string): string {
  return `This is its beginning; the whole is the file below${name === "" ? "" : `, ${line(name, 70)}`}.`;
}

/** "Posted in #company-news, in Priya's version." is one sentence. */
function withHeadline(post: PostedShown, posted: string, headline: string): string {
  if (headline === "") return posted;
  if (post.state !== "posted" || post.why !== "") return `${posted} ${headline}`;
  return `${posted.replace(/\.$/, "")}, ${uncapital(headline)}`;
}

function uncapital(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function spoken(shown: Result): string {
  const { n, of } = shown.part;
  if (n > 1) return `${line(shown.title, 80)}, part ${n} of ${of}.`;
  if (shown.fire) return fireSpoken(shown, shown.fire, shown.bodyMarkdown);
  const headline = sentence(shown.headline, 90);
  if (shown.unfinished) {
    return `What is there of ${theJob(shown.title, 50)}: not finished, not checked.`;
  }
  const many = isMany(shown.title);
  const done = `${nameOf(shown.requester)}, ${theJob(shown.title, 50)} ${many ? "are" : "is"} done.`;
  if (shown.post) return `${done} ${withHeadline(shown.post, postedSpoken(shown.post), headline)}`;
  if (shown.file) return `${done} ${fileLine("")}`;
  const place = many ? "They are in this thread." : "It is in this thread.";
  return headline === "" ? `${done} ${place}` : `${done} ${headline}`;
}
