import type { Decided } from "../../../src/domain/human-call.js";
import type { CallRecord, State, TextRecord } from "../state.js";
import { askApproval, MOST_ROUNDS } from "./approval-call.js";
import { endingOf } from "./ending.js";
import { postPlan } from "./post-plan.js";
import { released } from "./release-call.js";
import type { Settled } from "./settled.js";
import { isSpent } from "./what-next.js";

const NO_MONEY =
  "The budget is used up, so there is no new version. Approve, edit or reject this one.";
const NO_ROUNDS = "There is no further version. Approve, edit or reject this one.";

/** Takes in what became of an approval; what is delivered is exactly the artifact that was shown or saved. */
export function settleApproval(state: State, call: CallRecord, decided: Decided): Settled {
  const { args, id } = call.ask;
  const { outcome, by } = decided;
  const { text } = state;
  if (args.fn !== "approve" || !text) return null;
  switch (outcome.verb) {
    case "silence":
      return { ending: endingOf(state, { kind: "unanswered", callId: id }) };
    case "reject":
      return { ending: endingOf(state, { kind: "rejected", by, reason: outcome.reason }) };
    case "approve":
      return withCalls(state, released(state, text, by));
    case "changes":
      return sendBack(state, text, outcome.note, by?.name ?? "");
    case "edit": {
      if (outcome.digest === args.digest) return withCalls(state, released(state, text, by));
      const edit = {
        artifactId: outcome.artifactId,
        digest: outcome.digest,
        by: by ?? state.input.requester,
        objected: text.edit?.objected ?? false,
        ...((decided.need ?? 1) > 1 ? { others: true } : {}),
      };
      if (!isSpent(state)) return { text: { ...text, edit, next: "check" } };
      const unchecked = {
        ...text,
        edit,
        checked: "Not checked: the budget was used up.",
        doubts: [],
      };
      if (edit.others || postPlan(state.input, unchecked)) {
        const asked = askApproval(state, unchecked, [unchecked.checked], { editedBy: null });
        return { text: asked.text, calls: { ...state.calls, ...asked.calls } };
      }
      return deliver({ ...state, text: unchecked }, edit.artifactId, by, true);
    }
    case "answer":
    case "choose":
    case "declared":
    case "undo":
      return null;
  }
}

/** A change that names new calls only, with those there are. */
function withCalls(state: State, change: Partial<State>): Settled {
  return change.calls ? { ...change, calls: { ...state.calls, ...change.calls } } : change;
}

function deliver(state: State, artifactId: string, by: Decided["by"], edited: boolean): Settled {
  return {
    text: state.text,
    ending: endingOf(state, { kind: "delivered", artifactId, by, edited }),
  };
}

/** A new draft with the note, or, where there can be none, the same card once more with the reason. */
function sendBack(state: State, text: TextRecord, note: string, by: string): Settled {
  if (isSpent(state) || text.round >= MOST_ROUNDS) {
    const why = isSpent(state) ? NO_MONEY : NO_ROUNDS;
    // Nothing that the check found: so it is nobody's edit that is in question.
    const asked = askApproval(state, text, [why], { editedBy: null });
    return { text: asked.text, calls: { ...state.calls, ...asked.calls } };
  }
  const { artifactId, digest } = text.edit ?? text;
  return {
    text: {
      ...text,
      artifactId,
      digest,
      edit: null,
      round: text.round + 1,
      tries: 0,
      changed: [],
      advice: [],
      wishes: [...text.wishes, { by, text: note }],
      next: "draft",
    },
  };
}
