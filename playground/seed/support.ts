import type { Message } from "../workspace/types.js";
import { people } from "./ids.js";
import { said } from "./said.js";
import { tsOf, yesterdayAt } from "./when.js";

const tickets = [
  "Eva Lund, Norda: The export fails since Monday, please call me back.",
  "Jon Berg, Kvik: We paid twice in October and want one payment back.",
  "Mia Sand, Halden: We ended the trial after 45 days and want a refund.",
  "Ole Vik, Brask: I bought the wrong plan 6 days ago. Can I get a refund?",
  "Ida Holm, Lumi: How long does it take until a refund is paid?",
  "Prize Team: You have won a holiday, click here to collect it.",
];

/** #support: one message that lists six tickets. */
export function supportMessages(now: Date): Message[] {
  const list = tickets.map((ticket, at) => `${at + 1}. ${ticket}`);
  return [
    said(
      tsOf(yesterdayAt(now, 16, 45)),
      people.leo,
      ["Six tickets are open tonight:", ...list].join("\n"),
    ),
  ];
}

/** What Leo says when he uses that message as a goal. */
export function supportGoal(origin: string): string {
  return `draft replies to these tickets, our refund rule is on ${origin}/pages/refunds. Two things only I know: Refund after 45 days? Who calls Norda back?`;
}
