import type { Message } from "../workspace/types.js";
import { people } from "./ids.js";
import { said } from "./said.js";
import { tsOf, yesterdayAt } from "./when.js";

const { priya, tom, maya } = people;

/** #meeting-notes: two notes of yesterday and one of the week before. */
export function notesMessages(now: Date): Message[] {
  const at = (hour: number, minute: number, daysBack = 1) =>
    tsOf(yesterdayAt(now, hour, minute, daysBack));
  return [
    said(
      at(15, 0, 7),
      priya,
      "*Launch sync*\nDecided:\n• The launch page is written by Priya\nOpen:\n• Tom: first price list, Friday",
    ),
    said(
      at(15, 10),
      tom,
      "*Launch sync*\nDecided:\n• The launch moves to 1 December\n• The agency delivers three screenshots\nOpen:\n• Tom: new pricing table, Tuesday\n• Priya: mail to customers, Monday",
    ),
    said(
      at(17, 30),
      maya,
      "*Operations weekly*\nDecided:\n• One help desk for all teams by January\n• The hiring pause is lifted for support\nOpen:\n• Maya: shortlist of help desks, Monday\n• Leo: support rota for December, Thursday",
    ),
  ];
}

/** What Maya asks Fermata for in a direct message. */
export const digestGoal =
  "every weekday at 9 give me the decisions and open tasks from yesterday's notes in #meeting-notes";
