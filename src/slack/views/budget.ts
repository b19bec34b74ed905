import type { ShownOf } from "../../domain/shown.js";
import { dateToken } from "../text/dates.js";
import { bold } from "../text/escape.js";
import { names, whoIsAsked } from "../text/people.js";
import { actions, button, moreMenu, section } from "./blocks.js";
import type { Block, View, ViewContext } from "./context.js";
import { fitCard, type Room } from "./fit.js";
import { fromLine } from "./added.js";
import { lastLines } from "./last-lines.js";
import { capital, inSentence, notice, sentence, theJob, isMany } from "./words.js";

type Budget = ShownOf<"budget">;

/** The money is used up (S14): what is done, what is left, and three ways to go on. No button is coloured but the last. */
export function budgetView(shown: Budget, ctx: ViewContext): View {
  const whom = names(shown.asked, "or", 2) || "You";
  const more = dollars(shown.moreUsd);
  return {
    text: notice(
      `${whom}, ${theJob(shown.title, 40)} ${used(shown)} ${dollars(shown.usedUsd)}.`,
      `Go on with up to ${more} more, finish with what is here, or stop?`,
    ),
    blocks: fitCard((room) => card(shown, ctx, room)),
  };
}

function card(shown: Budget, ctx: ViewContext, room: Room): Block[] {
  const whom = whoIsAsked(shown.asked, ctx.pings, room);
  const job = inSentence(shown.title, Math.min(60, room.title));
  const said = `${job === "your request" ? job : `the ${job}`} ${used(shown)} ${dollars(shown.usedUsd)}.`;
  const first = whom === "" ? bold(capital(said), 200) : `${whom}, ${bold(said, 200)}`;
  return [
    section(
      [
        `${first} How shall it go on?`,
        `Done: ${sentence(shown.done, room.note) || "nothing yet."}`,
        `Left: ${sentence(shown.left, room.note) || "nothing."}`,
      ].join("\n"),
      moreMenu(shown.callId),
    ),
    ...actions([
      button(`Up to ${dollars(shown.moreUsd)} more`, "call.choose.1", shown.callId),
      button("Finish with what we have", "call.choose.2", shown.callId),
      button("Stop here", "call.choose.3", shown.callId, { style: "danger" }),
    ]),
    // What it has cost is the question itself.
    ...lastLines({ ...shown, because: undefined }, ctx, room, {
      silence: `Without an answer by ${dateToken(shown.deadlineAt, ctx.tz)} it finishes with what is here. Nothing is spent while it waits.`,
      from: fromLine(shown),
    }),
  ];
}

function dollars(usd: number): string {
  return `$${usd.toFixed(2)}`;
}

function used(shown: ShownOf<"budget">): string {
  return isMany(shown.title) ? "have used their" : "has used its";
}
