import type { ShownOf } from "../../domain/shown.js";
import { dateToken } from "../text/dates.js";
import { bold, line } from "../text/escape.js";
import { nameOf } from "../text/people.js";
import { actions, button, section } from "./blocks.js";
import type { Block, View, ViewContext } from "./context.js";
import { fitCard, type Room } from "./fit.js";
import { notice, sentence, short, viaWords } from "./words.js";

type Settled = ShownOf<"choose_settled">;

/** A choice that is over: who chose what, and when. */
export function chooseSettledView(shown: Settled, ctx: ViewContext): View {
  return { text: notice(spoken(shown)), blocks: fitCard((room) => card(shown, ctx, room)) };
}

function card(shown: Settled, ctx: ViewContext, room: Room): Block[] {
  const note = line(shown.note, Math.max(room.note, 24));
  const lines = [
    firstLine(shown, `${dateToken(shown.at, ctx.tz)}${viaWords(shown.via)}`, room),
    line(shown.question, room.title),
    note === "" ? "" : `> ${note}`,
  ];
  return [
    section(lines.filter((one) => one !== "").join("\n")),
    ...actions([
      button("Why?", "call.why", shown.callId),
      ...(shown.canAskAgain ? [button("Ask again", "run.ask_again", shown.runId)] : []),
    ]),
  ];
}

function firstLine(shown: Settled, at: string, room: Room): string {
  const by = short(shown.by?.name ?? "Somebody", room.name);
  switch (shown.how) {
    case "chosen":
      return `${bold(`${by} chose ${shown.choice}`, room.title)}, ${at}.`;
    case "none":
      return `${bold(`${by} chose none of these`)}, ${at}.`;
    case "silence":
      return `*Nobody answered* by ${at}. ${sentence(`It went on: ${shown.choice}`, room.title)}`;
    case "expired":
      return `*Nobody answered* by ${at}. Nothing was done.`;
    case "cancelled":
      return `*No longer needed*, ${at}.`;
  }
}

function spoken(shown: Settled): string {
  const by = shown.by ? nameOf(shown.by) : "Somebody";
  switch (shown.how) {
    case "chosen":
      return `${by} chose ${sentence(shown.choice, 100)}`;
    case "none":
      return `${by} chose none of these.`;
    case "silence":
      return sentence(`Nobody answered. It went on: ${shown.choice}`, 140);
    case "expired":
      return "Nobody answered. Nothing was done.";
    case "cancelled":
      return "The question is no longer needed.";
  }
}
