import type { ShownOf } from "../../domain/shown.js";
import { dateToken } from "../text/dates.js";
import { bold, line } from "../text/escape.js";
import { partBlocks } from "./ask.js";
import { actions, button, context, section } from "./blocks.js";
import type { Block, View, ViewContext } from "./context.js";
import { fitCard, type Room } from "./fit.js";
import { notice, sentence, viaWords } from "./words.js";

type Settled = ShownOf<"ask_settled">;

/** The card of a declared human function once it is over: who did what, and when. */
export function askSettledView(shown: Settled, ctx: ViewContext): View {
  return {
    text: notice(sentence(shown.headline, 140)),
    blocks: fitCard((room) => card(shown, ctx, room)),
  };
}

function card(shown: Settled, ctx: ViewContext, room: Room): Block[] {
  const first = `${bold(shown.headline, room.title)}, ${dateToken(shown.at, ctx.tz)}${viaWords(shown.via)}.`;
  return [
    section([first, line(shown.question, room.title)].join("\n")),
    ...shown.parts.flatMap((part) => partBlocks(part, shown.callId, ctx, room)),
    ...context(
      ...shown.notes.slice(0, Math.max(1, room.items)).map((one) => sentence(one, room.note)),
    ),
    ...actions([
      ...(shown.canRead ? [button("Read all", "call.view", shown.callId)] : []),
      button("Why?", "call.why", shown.callId),
      ...(shown.canAskAgain ? [button("Ask again", "run.ask_again", shown.runId)] : []),
    ]),
  ];
}
