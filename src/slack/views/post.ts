import type { ShownOf } from "../../domain/shown.js";
import { markdownToMrkdwn } from "../text/markdown.js";
import { nameOf } from "../text/people.js";
import { context, sections } from "./blocks.js";
import type { View, ViewContext } from "./context.js";
import { practiceLine } from "./practice.js";
import { capital, jobName, notice } from "./words.js";

/** The approved text in another channel: exactly it, and one small line about where it comes from. */
export function postView(shown: ShownOf<"post">, ctx: ViewContext): View {
  const how = shown.byRule ? "by a rule here" : `approved by ${nameOf(shown.approver)}`;
  const who = `Posted by Fermata for ${nameOf(shown.requester)}, ${how}.`;
  const body = markdownToMrkdwn(shown.bodyMarkdown, ctx.team.domain);
  return {
    text: notice(`${capital(jobName(shown.title, 50))}.`, who),
    blocks: [...sections(body), ...context(who, shown.practice ? practiceLine : "")],
  };
}
