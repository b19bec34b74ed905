import type { ShownOf } from "../../domain/shown.js";
import { actions, button, context, section } from "./blocks.js";
import type { View, ViewContext } from "./context.js";
import { callBlock } from "./home.js";
import { notice } from "./words.js";

/** The morning message: what waits for one person, in the order of Home. */
export function morningView(shown: ShownOf<"morning">, ctx: ViewContext): View {
  const { total, items } = shown;
  const what = `${total === 1 ? "One question waits" : `${total} questions wait`} for you.`;
  const inRows = items.reduce((sum, one) => sum + (one.alike ?? 1), 0);
  return {
    text: notice(what, "Decide here or in Home."),
    blocks: [
      section(`*${what}*`),
      ...items.map((call, index) => callBlock(call, shown.tz || ctx.tz, index === 0)),
      ...(total > 1 ? actions([button("Clear my desk", "home.clear", "desk")]) : []),
      ...context(
        `${total > inRows ? `${total - inRows} more are in Home. ` : ""}You asked for this each morning. It can be switched off in Home.`,
      ),
    ],
  };
}
