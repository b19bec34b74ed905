import type { ShownOf } from "../../domain/shown.js";
import { dateToken } from "../text/dates.js";
import { bold, line } from "../text/escape.js";
import { nameOf } from "../text/people.js";
import { actions, button, section } from "./blocks.js";
import type { Block, View, ViewContext } from "./context.js";
import { fitCard, type Room } from "./fit.js";
import { notice } from "./words.js";

type Settled = ShownOf<"answer_settled">;

/** Questions that are over: who answered, when, and what. */
export function answerSettledView(shown: Settled, ctx: ViewContext): View {
  return {
    text: notice(`${line(shown.title, 60)}: ${spoken(shown)}`),
    blocks: fitCard((room) => card(shown, ctx, room)),
  };
}

function card(shown: Settled, ctx: ViewContext, room: Room): Block[] {
  // Answers that were only filled in are nobody's answers when it ended.
  const stand = shown.how !== "cancelled" && shown.how !== "expired";
  const lines = shown.lines.map(
    (one) =>
      `• ${line(one.label, room.title)}${stand ? ` ${bold(one.value, room.note) || "(empty)"}` : ""}`,
  );
  return [
    section([firstLine(shown, dateToken(shown.at, ctx.tz)), ...lines].join("\n")),
    ...actions([
      button("Why?", "call.why", shown.callId),
      ...(shown.canAskAgain ? [button("Ask again", "run.ask_again", shown.runId)] : []),
    ]),
  ];
}

function firstLine(shown: Settled, at: string): string {
  const by = shown.by?.name ?? "Somebody";
  switch (shown.how) {
    case "answered":
      return `${bold(`${by} answered`)}, ${at}.`;
    case "defaults":
      return `${bold(`${by} used the answers filled in`)}, ${at}.`;
    case "silence":
      return `*Nobody answered* by ${at}. It went on with these answers:`;
    case "expired":
      return `*Nobody answered* by ${at}. Nothing was done.`;
    case "cancelled":
      return `*No longer needed*, ${at}.`;
  }
}

function spoken(shown: Settled): string {
  const by = shown.by ? nameOf(shown.by) : "somebody";
  switch (shown.how) {
    case "answered":
      return `answered by ${by}.`;
    case "defaults":
      return `${by} used the answers filled in.`;
    case "silence":
      return "nobody answered. It went on with the answers filled in.";
    case "expired":
      return "nobody answered. Nothing was done.";
    case "cancelled":
      return "the questions are no longer needed.";
  }
}
