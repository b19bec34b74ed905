import type { ShownOf } from "../../domain/shown.js";
import { withoutAnswer } from "../../domain/without-answer.js";
import { dateToken, dayAndTime } from "../text/dates.js";
import { line } from "../text/escape.js";
import { names, whoIsAsked } from "../text/people.js";
import { section } from "./blocks.js";
import type { View, ViewContext } from "./context.js";
import { capital, notice, theJob } from "./words.js";

/** A reminder under a card that nobody answered yet: pings those who can decide. */
export function reminderView(shown: ShownOf<"reminder">, ctx: ViewContext): View {
  const about = aboutOf(shown, 90);
  const whom = whoIsAsked(shown.asked, ctx.pings, { people: 6, name: 40 });
  const at = new Date(shown.deadlineAt);
  const by = Number.isNaN(at.getTime()) ? "the deadline" : dayAndTime(at, ctx.tz);
  return {
    text: notice(
      `${names(shown.asked, "or", 2) || "Somebody"}, ${about} still waits for you.`,
      shown.silence === "wait" ? "Answer on the card above." : `Answer on the card above by ${by}.`,
    ),
    blocks: [
      section(
        `${whom === "" ? capital(aboutOf(shown, 200)) : `${whom}, ${aboutOf(shown, 200)}`} still waits for you. The card is above. ` +
          withoutAnswer(
            shown.silence,
            dateToken(shown.deadlineAt, ctx.tz),
            line(shown.means ?? "", 120) || undefined,
          ),
      ),
    ],
  };
}

/** What is asked about, in the words of its function; of a message from before there were any, the job. */
export function aboutOf(shown: { about?: string | undefined; what: string }, max: number): string {
  return line(shown.about ?? "", max) || theJob(shown.what, 60);
}
