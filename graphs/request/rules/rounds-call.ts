import type { State, CallRecord, TextRecord } from "../state.js";
import { callId } from "./call-id.js";

/** The options of the question what to do with a draft that the check still does not like. */
export const ROUNDS = { use: 1, again: 2, stop: 3 } as const;

/** Asks the requester what to do after the last round of draft and check. Silence uses the draft, doubts and all. */
export function roundsCall(
  state: Pick<State, "input" | "title">,
  text: TextRecord,
): Record<string, CallRecord> {
  const id = callId(state.input.runId, `rounds ${text.version}`);
  const option = (label: string, short: string) => ({ label, short, evidence: [] });
  return {
    [id]: {
      about: "rounds",
      ask: {
        id,
        taskId: null,
        args: {
          fn: "choose",
          title: state.title,
          question: "The check still has doubts about the draft. How shall it go on?",
          options: [
            option("Use it as it is; the doubts stand below it", "Use it as it is"),
            option("Try once more", "Try once more"),
            option("Stop here", "Stop here"),
          ],
          suggestion: text.doubts.slice(0, 3).join(" ").slice(0, 600),
          defaultIndex: ROUNDS.use,
          noneLabel: "None of these",
        },
        asked: [state.input.requester],
      },
    },
  };
}
