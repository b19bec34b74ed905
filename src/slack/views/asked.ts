import type { ShownOf } from "../../domain/shown.js";
import { withoutAnswer } from "../../domain/without-answer.js";
import { dateToken } from "../text/dates.js";
import { line } from "../text/escape.js";
import { mention, nameOf } from "../text/people.js";
import { section } from "./blocks.js";
import type { View, ViewContext } from "./context.js";
import { aboutOf } from "./reminder.js";
import { notice } from "./words.js";

/** Says to one more person, under the card, that they are asked too; it pings only them. */
export function askedView(shown: ShownOf<"asked">, ctx: ViewContext): View {
  const about = (max: number) => aboutOf({ about: shown.about, what: shown.title }, max);
  const why =
    shown.by === null
      ? "Nobody has decided yet, so you are asked too."
      : `${nameOf(shown.by)} asks you to decide too.`;
  return {
    text: notice(`${nameOf(shown.who)}, about ${about(60)}: ${why}`, "See the card above."),
    blocks: [
      section(
        `${mention(shown.who, ctx.pings)}, about ${about(200)}: ${why} The card is above. ` +
          withoutAnswer(
            shown.silence,
            dateToken(shown.deadlineAt, ctx.tz),
            line(shown.means ?? "", 120) || undefined,
          ),
      ),
    ],
  };
}
