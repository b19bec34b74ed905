import type { ShownOf } from "../../domain/shown.js";
import { dateToken } from "../text/dates.js";
import { bold, plain } from "../text/escape.js";
import { mention, nameOf } from "../text/people.js";
import { actions, button, section } from "./blocks.js";
import type { View, ViewContext } from "./context.js";
import { jobName, notice, sentence, short, theJob } from "./words.js";

type Failure = ShownOf<"failure">;

/** The run failed (S13): what happened, what was kept, what can be done now. */
export function failureView(shown: Failure, ctx: ViewContext): View {
  const what = sentence(shown.what, 300);
  const kept = plain(shown.kept, 300);
  return {
    text: spoken(shown),
    blocks: [
      section(
        `${mention(shown.requester, ctx.pings)} ${bold(`${short(shown.title, 80)}: stopped, not finished.`)}${triedAgain(shown, ctx)}\n` +
          [what, kept].filter((one) => one !== "").join(" "),
      ),
      ...actions([
        ...(shown.canRetry
          ? [button("Try again", "run.retry", shown.runId, { style: "primary" })]
          : []),
        ...(shown.canRestart
          ? [
              button("Start again with what is known", "run.restart", shown.runId, {
                style: "primary",
              }),
            ]
          : []),
        ...(shown.hasPartial ? [button("Show what is there", "run.partial", shown.runId)] : []),
      ]),
    ],
  };
}

function triedAgain({ triedAgain: again }: Failure, ctx: ViewContext): string {
  return again
    ? ` ${bold(`${short(again.by.name, 60)} tried again`)}, ${dateToken(again.at, ctx.tz)}.`
    : "";
}

function spoken(shown: Failure): string {
  if (shown.triedAgain)
    return notice(`${nameOf(shown.triedAgain.by)} tried ${theJob(shown.title, 50)} again.`);
  return notice(
    `${nameOf(shown.requester)}, ${theJob(shown.title, 40)} stopped: ${jobName(shown.what, 85)}`,
    shown.canRetry ? "Try again?" : shown.canRestart ? "Start again?" : "",
  );
}
