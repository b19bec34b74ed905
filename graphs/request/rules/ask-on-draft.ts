import type { Decided } from "../../../src/domain/human-call.js";
import type { State, TextRecord } from "../state.js";
import { askApproval } from "./approval-call.js";
import { endingOf } from "./ending.js";
import { mustBeApproved } from "./post-plan.js";
import { nextOnDraft } from "./what-next.js";

/** What is known of a text that is done. */
export type AfterText = Pick<State, "text"> & Partial<Pick<State, "calls" | "ending">>;

/**
 * What follows a text that passed its check: whoever the plan asks about it, then whoever must approve it, then the
 * end. `calls` holds new calls only.
 */
export function afterPass(state: State, text: TextRecord): AfterText {
  // The node `work` asks: it is the only one that opens calls of tasks.
  if (nextOnDraft(state)) return { text: { ...text, next: "asks" } };
  if (mustBeApproved(state.input, text)) return askApproval(state, text, [], { editedBy: null });
  const { artifactId } = text.edit ?? text;
  const remarks = text.edit
    ? [`The text is ${text.edit.by.name}'s version.`, ...state.remarks]
    : state.remarks;
  const ending = { kind: "delivered", artifactId, edited: text.edit !== null } as const;
  return { text, ending: endingOf({ ...state, text, remarks }, ending) };
}

/**
 * Takes in what came of a question about the draft: their own version is checked, a no ends it, anything else leaves
 * the text as it is.
 */
export function settleOnDraft(
  state: State,
  callId: string,
  { gave, by, stops, outcome }: Decided,
): Partial<Pick<State, "text" | "calls" | "ending">> {
  const { text } = state;
  if (!text) return {};
  if (stops !== undefined) {
    if (outcome.verb === "silence")
      return { ending: endingOf(state, { kind: "unanswered", callId }) };
    return { ending: endingOf(state, { kind: "rejected", by, reason: stops }) };
  }
  if (gave?.kind === "text") {
    const { artifactId, digest } = gave;
    const edit = {
      artifactId,
      digest,
      by: by ?? state.input.requester,
      objected: true,
      wasAsked: true,
    };
    return { text: { ...text, edit, next: "check" } };
  }
  const after = afterPass(state, text);
  return after.calls ? { ...after, calls: { ...state.calls, ...after.calls } } : after;
}
