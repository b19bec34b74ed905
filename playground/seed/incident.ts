import type { Message } from "../workspace/types.js";
import { people } from "./ids.js";
import { said } from "./said.js";
import { lastMorning, tsOf } from "./when.js";

const { ana, tom, leo, maya } = people;
const SPAN_MINUTES = 70;

/** #incident-checkout: a morning in which payments failed, from two minutes before 08:30. */
export function incidentMessages(now: Date): Message[] {
  const at = lastMorning(now, SPAN_MINUTES);
  const lines: [number, string, string][] = [
    [-2, leo, "Has anybody seen the new stickers? They are in the kitchen."],
    [
      1,
      ana,
      "Checkout is failing since 08:28. About 30 percent of the payments do not go through.",
    ],
    [4, leo, "12 customers wrote to support so far. I answer that we are on it."],
    [8, ana, "The cause is our payment provider Paylane: it answers too late since 08:25."],
    [15, tom, "Nobody loses an order. The baskets are kept for 24 hours."],
    [22, ana, "I switched to the second line at 08:52. New payments go through again."],
    [31, leo, "41 customers were charged twice by Paylane between 08:28 and 08:52."],
    [38, ana, "Double charges are refunded automatically until tomorrow at 12:00."],
    [44, maya, "Support is staffed until 20:00 today. Leo owns the answers to customers."],
    [52, ana, "Checkout is stable since 08:52. Error rate is below 1 percent."],
    [60, ana, "Still open: why our alarm came 6 minutes late. Ana owns the report, due Thursday."],
  ];
  return lines.map(([minutes, user, text]) => said(tsOf(at(minutes)), user, text));
}

/** What Ana gives Fermata in #incident-checkout. */
export const incidentGoal =
  "@Fermata write a summary for everyone from this channel since 08:30 and post it in #announcements. Tom or Priya approve. 10 minutes, then ask Maya.";
