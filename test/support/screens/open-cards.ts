import { cards } from "./cards.js";
import { maya, priya, type Screen, tom } from "./known.js";

const [approval] = cards.approval;
const [task] = cards.ask;
if (!approval || !task) throw new Error("The fixtures have no open card.");

/** Open cards with what a rule, several approvers and the next person add to them. */
export const openCards = {
  approval: [
    {
      title: "An approval that a rule asks for",
      shown: {
        ...approval.shown,
        post: { channelName: "company-news", reach: "Everybody in #company-news sees it." },
        because: { rule: "posts outside this thread need an OK", tier: "one", costUsd: 0.11 },
        next: { name: "Leo", at: "2026-11-20T15:00:00.000Z" },
      },
      pings: [priya.id],
    },
    {
      title: "An approval that two people have to give",
      shown: {
        ...approval.shown,
        asked: [priya, tom],
        others: [],
        post: { channelName: "company-news", reach: "Everybody in #company-news sees it." },
        because: { rule: "two people approve what customers read", tier: "several", costUsd: 0.11 },
        votes: { need: 2, cast: [{ who: "Priya", isYes: true }] },
      },
      pings: [priya.id, tom.id],
    },
    {
      title: "An approval without an end",
      shown: { ...approval.shown, silence: "wait" },
      pings: [priya.id],
    },
  ],
  ask: [
    {
      title: "A task that waits, asked of a second person too",
      shown: {
        ...task.shown,
        silence: "wait",
        asked: [tom, maya],
        added: [{ who: maya, by: tom, at: "2026-11-20T13:30:00.000Z" }],
        because: { rule: "", tier: null, costUsd: 0.004 },
      },
      pings: [],
    },
  ],
} satisfies Partial<Record<string, Screen[]>>;
