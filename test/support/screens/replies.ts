import type { ShownOf } from "../../../src/domain/shown.js";
import { callId, type Screen } from "./known.js";

const noteId = "note_3c4d5e6f708192a3b4c5d6e7f8091a2b";
const other = "call_1b2c3d4e5f60718293a4b5c6d7e8f90a";

/** What is asked privately about a message in a thread. */
export const replies: { reply: Screen<ShownOf<"reply">>[] } = {
  reply: [
    {
      title: "Words in the thread of an approval, offered back to their writer",
      shown: {
        kind: "reply",
        ask: "change",
        said: "looks good but change the date to 3 December",
        choices: [{ callId, label: "Launch brief: Post this text in #company-news?" }],
        noteId,
      },
    },
    {
      title: "A bare answer where two questions wait",
      shown: {
        kind: "reply",
        ask: "which",
        said: "approve",
        choices: [
          { callId, label: "Launch brief: Post this text in #company-news?" },
          { callId: other, label: "Release notes: Post this text in the thread?" },
        ],
        noteId: null,
      },
    },
  ],
};
