import type { Decided } from "../../../src/domain/human-call.js";
import type { CallRecord, State, TextRecord } from "../state.js";
import { askApproval, MOST_ROUNDS } from "./approval-call.js";
import { endingOf } from "./ending.js";
import type { Settled } from "./settled.js";

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
      return deliver(state, args.artifactId, by, text.edit !== null);
    case "changes":
      return sendBack(state, text, outcome.note, by?.name ?? "");
    case "edit": {
      if (outcome.digest === args.digest)
        return deliver(state, args.artifactId, by, text.edit !== null);
      const edit = {
        artifactId: outcome.artifactId,
        digest: outcome.digest,
        by: by ?? state.input.requester,
        objected: text.edit?.objected ?? false,
      };
      if (state.budget === "") return { text: { ...text, edit, next: "check" } };
      const unchecked = {
        ...text,
        edit,
        checked: "Not checked: the budget was used up.",
        doubts: [],
      };
      return deliver({ ...state, text: unchecked }, edit.artifactId, by, true);
    }
    case "answer":
    case "choose":
      return null;
  }
}

function deliver(state: State, artifactId: string, by: Decided["by"], edited: boolean): Settled {
  return {
    text: state.text,
    ending: endingOf(state, { kind: "delivered", artifactId, by, edited }),
  };
}

/** A new draft with the note, or, where there can be none, the same card once more with the reason. */
function sendBack(state: State, text: TextRecord, note: string, by: string): Settled {
  if (state.budget !== "" || text.round >= MOST_ROUNDS) {
    const why = state.budget === "" ? NO_ROUNDS : NO_MONEY;
    // Nothing that the check found: so it is nobody's edit that is in question.
    const asked = askApproval(state, text, [why], null);
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
