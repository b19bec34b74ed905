import type { ShownOf } from "../../domain/shown.js";
import { withoutAnswer } from "../../domain/without-answer.js";
import { dateToken, dayAndTime } from "../text/dates.js";
import { names, whoIsAsked } from "../text/people.js";
import { section } from "./blocks.js";
import type { View, ViewContext } from "./context.js";
import { jobName, notice } from "./words.js";

/** A reminder under a card that nobody answered yet: pings those who can decide. */
export function reminderView(shown: ShownOf<"reminder">, ctx: ViewContext): View {
  const job = jobName(shown.what, 60);
  const whom = whoIsAsked(shown.asked, ctx.pings, { people: 6, name: 40 });
  const at = new Date(shown.deadlineAt);
  const by = Number.isNaN(at.getTime()) ? "the deadline" : dayAndTime(at, ctx.tz);
  return {
    text: notice(
      `${names(shown.asked, "or", 2) || "Somebody"}, the ${job} still waits.`,
      shown.silence === "wait" ? "Answer on the card above." : `Answer on the card above by ${by}.`,
    ),
    blocks: [
      section(
        `${whom === "" ? "" : `${whom}, `}the ${job} still waits for an answer on the card above. ` +
          withoutAnswer(shown.silence, dateToken(shown.deadlineAt, ctx.tz)),
      ),
    ],
  };
}
