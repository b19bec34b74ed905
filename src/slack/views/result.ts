import type { ShownOf } from "../../domain/shown.js";
import { bold, line } from "../text/escape.js";
import { markdownToMrkdwn } from "../text/markdown.js";
import { mention, nameOf } from "../text/people.js";
import { safeEnd, splitMrkdwn } from "../text/split.js";
import { actions, button, context, section, sections } from "./blocks.js";
import type { Block, View, ViewContext } from "./context.js";
import { practiceLine } from "./practice.js";
import { resultSources } from "./result-sources.js";
import { jobName, notice, sentence, short } from "./words.js";

type Result = ShownOf<"result">;

/** Slack refuses a message whose blocks hold more text than about this. */
const mostText = 11_900;
const mostBody = 10_600;

/** The result (S10), or one part of a long one; the last part has sources, checks and cost. */
export function resultView(shown: Result, ctx: ViewContext): View {
  const { n, of } = shown.part;
  const last = n >= of;
  const head = n === 1 ? firstHead(shown, ctx) : `${bold(shown.title, 80)}, part ${n} of ${of}`;
  const small = last ? [checkedAndRemarks(shown), line(shown.cost, 150)] : [];
  if (shown.practice) small.push(practiceLine);
  const body = fitBody(markdownToMrkdwn(shown.bodyMarkdown, ctx.team.domain));
  const used = head.length + body.length + small.join("").length;
  const sources = last
    ? resultSources(shown.sources, shown.notRead, ctx.team.domain, mostText - used)
    : "";
  return { text: notice(spoken(shown)), blocks: assemble(shown, head, body, sources, small, last) };
}

function checkedAndRemarks(shown: Result): string {
  const remarks = shown.remarks.slice(0, 6).map((one) => sentence(one, 200));
  const checked = shown.checked === "" ? "" : `Checked: ${sentence(shown.checked, 300)}`;
  return [checked, ...remarks].filter((one) => one !== "").join(" ");
}

function assemble(
  shown: Result,
  head: string,
  body: string,
  sources: string,
  small: string[],
  last: boolean,
): Block[] {
  return [
    section(head),
    ...sections(body),
    ...sections(sources),
    ...context(...small),
    ...actions(
      last
        ? [
            button("Change something", "run.redo", shown.runId),
            button("Why?", "run.why", shown.runId),
          ]
        : [],
    ),
  ];
}

function firstHead(shown: Result, ctx: ViewContext): string {
  const parts = shown.part.of > 1 ? ` Part 1 of ${shown.part.of}.` : "";
  const headline = sentence(shown.headline, 300);
  return (
    `${mention(shown.requester, ctx.pings)} ${bold(`${short(shown.title, 80)}: done.`, 100)}` +
    `${headline === "" ? "" : ` ${headline}`}${parts}`
  );
}

function spoken(shown: Result): string {
  const { n, of } = shown.part;
  if (n > 1) return `${line(shown.title, 80)}, part ${n} of ${of}.`;
  const headline = sentence(shown.headline, 90);
  const done = `${nameOf(shown.requester)}, the ${jobName(shown.title, 50)} is done.`;
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
