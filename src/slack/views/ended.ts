import type { ShownOf } from "../../domain/shown.js";
import { dateToken } from "../text/dates.js";
import { bold, line } from "../text/escape.js";
import { mention, nameOf } from "../text/people.js";
import { actions, button, context, section } from "./blocks.js";
import type { View, ViewContext } from "./context.js";
import { jobName, notice, sentence, short } from "./words.js";

type Ended = ShownOf<"ended">;

/** The run ended without a result (S15): stopped, rejected, or nobody answered. */
export function endedView(shown: Ended, ctx: ViewContext): View {
  const reason = line(shown.reason, 600);
  const lines = [
    firstLine(shown, ctx),
    reason === "" ? "" : `> ${reason}`,
    shown.done === "" ? "" : `*Done*: ${sentence(shown.done)}`,
    shown.notDone === "" ? "" : `*Not done*: ${sentence(shown.notDone)}`,
    shown.why === "stopped" ? "*Sent outside this thread*: nothing." : "",
  ];
  return {
    text: notice(spoken(shown), todo(shown)),
    blocks: [
      section(lines.filter((one) => one !== "").join("\n")),
      ...actions([
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
    case "stopped":
      return `${whom}${bold(`${title}: stopped by ${by}`)}, ${at}.`;
    case "rejected":
      return `${whom}${bold(`${title}: rejected by ${by}`)}, ${at}. Nothing was posted.`;
    case "unanswered":
      return `${whom}${bold(`${title}: nobody answered`)} by ${at}. Nothing was posted.`;
  }
}

function spoken(shown: Ended): string {
  const job = jobName(shown.title, 50);
  const by = shown.by ? nameOf(shown.by) : "somebody";
  const whom = shown.ping ? `${nameOf(shown.requester)}, the` : "The";
  switch (shown.why) {
    case "stopped":
      return `${shown.ping ? `${nameOf(shown.requester)}, s` : "S"}topped by ${by}: ${job}.`;
    case "rejected":
      return `${whom} ${job} was rejected by ${by}.`;
    case "unanswered":
      return `${whom} ${job} ended: nobody answered.`;
  }
}

function todo(shown: Ended): string {
  if (shown.askAgain) return "Nothing was posted. Ask again?";
  return shown.why === "rejected" ? "Read the reason in the thread." : "Nothing was posted.";
}
