import type { ShownOf } from "../../../src/domain/shown.js";
import { at, callId, maya, priya, runId, tom } from "./known.js";

/** What every card here is about. */
export const base = { callId, runId, title: "Launch brief" };
/** The beginning of the text that is approved. */
export const excerptMarkdown =
  "**Atlas launches on Tuesday 1 December.**\nPricing goes live at 09:00, the mail to customers leaves at 10:00. Support is staffed until 20:00. Two legal points are open; neither blocks the date.";

/** An approval that was given. */
export const settled: ShownOf<"approval_settled"> = {
  ...base,
  kind: "approval_settled",
  outcome: "approved",
  by: priya,
  at,
  note: "",
  excerptMarkdown,
  checked: "11 of 11 facts found in the sources",
  canAskAgain: false,
};

/** A task that somebody did. */
export const taskDone: ShownOf<"ask_settled"> = {
  ...base,
  kind: "ask_settled",
  title: "Reply drafts",
  headline: "Tom did this: Call Norda back about the refund",
  question: "Can you do this? Call Norda back about the refund",
  parts: [{ kind: "text", markdown: "They agreed to 15 January.", all: false }],
  notes: [],
  by: tom,
  at,
  canAskAgain: false,
  canRead: false,
};

/** A choice that was made. */
export const chosen: ShownOf<"choose_settled"> = {
  ...base,
  kind: "choose_settled",
  question: "Which launch date is right?",
  how: "chosen",
  by: maya,
  at,
  choice: "Tuesday 1 December",
  note: "",
  canAskAgain: false,
};

/** Questions that were answered. */
export const answered: ShownOf<"answer_settled"> = {
  ...base,
  kind: "answer_settled",
  title: "Help desk comparison",
  how: "answered",
  by: maya,
  at,
  lines: [
    { label: "How many people?", value: "40" },
    { label: "What comes first?", value: "Price" },
  ],
  canAskAgain: false,
};
