import type { ShownOf } from "../../domain/shown.js";
import { dateToken } from "../text/dates.js";
import { bold, line } from "../text/escape.js";
import { mention, nameOf } from "../text/people.js";
import { actions, button, context, section } from "./blocks.js";
import type { View, ViewContext } from "./context.js";
import { capital, jobName, notice, sentence, short, theJob } from "./words.js";

type Ended = ShownOf<"ended">;

/** The run ended without a result (S15): stopped, rejected, or nobody answered. */
export function endedView(shown: Ended, ctx: ViewContext): View {
  const reason = line(shown.reason, 600);
  const lines = [
    firstLine(shown, ctx),
    reason === "" ? "" : `> ${reason}`,
    shown.done === "" ? "" : `*Done*: ${sentence(shown.done)}`,
    shown.notDone === "" ? "" : `*Not done*: ${sentence(shown.notDone)}`,
    shown.why === "stopped"
      ? `*Sent outside this thread*: ${sentence(shown.sent ?? "nothing")}`
      : "",
  ];
  return {
    text: notice(spoken(shown), todo(shown)),
    blocks: [
      section(lines.filter((one) => one !== "").join("\n")),
      ...actions([
        ...(shown.canGoOn ? [button("Go on after all", "run.resume", shown.runId)] : []),
        ...(shown.askAgain ? [button("Ask again", "run.ask_again", shown.runId)] : []),
        button("Why?", "run.why", shown.runId),
      ]),
      ...context(line(shown.cost, 150)),
    ],
  };
}

function firstLine(shown: Ended, ctx: ViewContext): string {
  const at = dateToken(shown.at, ctx.tz);
  const whom = shown.ping ? `${mention(shown.requester, ctx.pings)} ` : "";
  const title = short(shown.title, 60);
  const by = short(shown.by?.name ?? "somebody", 60);
  switch (shown.why) {
    case "stopped": {
      const stopped = shown.requestDeleted
        ? `${title}: stopped, because ${by} deleted the request`
        : `${title}: stopped by ${by}`;
      return `${whom}${bold(stopped, 200)}, ${at}.${goneOn(shown, ctx)}`;
    }
    case "rejected":
      return `${whom}${bold(`${title}: rejected by ${by}`)}, ${at}. Nothing was posted.`;
    case "unanswered":
      return `${whom}${bold(`${title}: nobody answered`)} by ${at}. Nothing was posted.`;
  }
}

function goneOn({ goneOn: on }: Ended, ctx: ViewContext): string {
  return on
    ? ` ${bold(`${short(on.by.name, 60)} went on with it`)}, ${dateToken(on.at, ctx.tz)}.`
    : "";
}

function spoken(shown: Ended): string {
  const job = theJob(shown.title, 50);
  const by = shown.by ? nameOf(shown.by) : "somebody";
  const whom = shown.ping ? `${nameOf(shown.requester)}, ${job}` : capital(job);
  switch (shown.why) {
    case "stopped":
      if (shown.goneOn) return `${nameOf(shown.goneOn.by)} went on with ${job} after all.`;
      if (shown.requestDeleted)
        return `${capital(job)} was stopped, because the request was deleted.`;
      return `${shown.ping ? `${nameOf(shown.requester)}, s` : "S"}topped by ${by}: ${jobName(shown.title, 50)}.`;
    case "rejected":
      return `${whom} was rejected by ${by}.`;
    case "unanswered":
      return `${whom} ended: nobody answered.`;
  }
}

function todo(shown: Ended): string {
  if (shown.askAgain) return "Nothing was posted. Ask again?";
  if (shown.sent) return `It is ${sentence(shown.sent, 60)}`;
  return shown.why === "rejected" ? "Read the reason in the thread." : "Nothing was posted.";
}
