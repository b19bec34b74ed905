import type { PostedShown } from "../../domain/shown-post.js";
import { dateToken } from "../text/dates.js";
import { bold, line } from "../text/escape.js";
import { nameOf } from "../text/people.js";
import { linkOrText } from "../text/url.js";
import { button } from "./blocks.js";
import type { ViewContext } from "./context.js";
import { sentence } from "./words.js";

/** What became of a post, after who approved it. Finished mrkdwn. */
export function postedSentence(post: PostedShown, ctx: ViewContext): string {
  const place = placeOf(post);
  const by = post.by ? nameOf(post.by) : "Somebody";
  const why = post.why === "" ? "" : ` ${sentence(post.why, 200)}`;
  switch (post.state) {
    case "window":
      return `Posting in ${place} ${inSeconds(post.seconds)}.`;
    case "undone":
      return `${by} took it back. Nothing was posted.`;
    case "posting":
      return `Posting in ${place} now.`;
    case "posted":
      return `${linked(post, ctx)}.${why}`;
    case "not_posted":
      return `${bold(`Not posted in #${post.channelName}.`)}${why}`;
    case "taking_down":
      return `${by} is taking it down from ${place}.`;
    case "taken_down":
      return `${bold(`Taken down by ${post.by?.name ?? "somebody"}`)}, ${dateToken(post.at, ctx.tz)}.`;
  }
}

/** `Posted in #company-news`, with a link where there is one. */
function linked(post: PostedShown, ctx: ViewContext): string {
  const label = `Posted in #${post.channelName}`;
  return post.url === null ? line(label, 120) : linkOrText(post.url, ctx.team.domain, label);
}

/** The same for a notification, without a link. */
export function postedSpoken(post: PostedShown): string {
  const place = placeOf(post);
  const by = post.by ? nameOf(post.by) : "somebody";
  switch (post.state) {
    case "window":
      return `Posting in ${place} ${inSeconds(post.seconds)}.`;
    case "undone":
      return `${by} took it back. Nothing was posted.`;
    case "posting":
      return `Posting in ${place} now.`;
    case "posted":
      return `Posted in ${place}.`;
    case "not_posted":
      return `Not posted in ${place}.`;
    case "taking_down":
      return `It is being taken down from ${place}.`;
    case "taken_down":
      return `Taken down from ${place} by ${by}.`;
  }
}

/** What can be pressed now. */
export function postedButtons(post: PostedShown, runId: string) {
  if (post.state === "window") return [button("Undo", "run.undo", runId)];
  if (post.state === "posted") return [button("Take it down", "run.takedown", runId)];
  return [];
}

function inSeconds(seconds: number): string {
  if (seconds < 1) return "now";
  return `in ${seconds} ${seconds === 1 ? "second" : "seconds"}`;
}

function placeOf(post: PostedShown): string {
  return line(`#${post.channelName}`, 90);
}
