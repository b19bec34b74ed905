import type { AgentOut } from "../../../src/domain/agent-io.js";
import type { State, TextRecord } from "../state.js";
import { askApproval } from "./approval-call.js";
import { afterPass } from "./ask-on-draft.js";
import type { CheckRead } from "./read-check.js";
import { released } from "./release-call.js";
import { roundsCall } from "./rounds-call.js";

/** What a check leads to: another draft, a question to people, or the end. */
export type AfterCheck = Pick<State, "text"> & Partial<Pick<State, "calls" | "ending">>;

/** Decides what follows the check of a draft. `text` has the check's line and doubts already. */
export function afterDraft(state: State, text: TextRecord, out: AgentOut<"check">): AfterCheck {
  if (out.verdict === "revise") {
    const advice = out.advice.length > 0 ? out.advice : text.doubts;
    if (text.tries < state.input.limits.maxDraftRounds) {
      return { text: { ...text, advice, next: "draft" } };
    }
    const waiting: TextRecord = { ...text, advice, next: "people" };
    return { text: waiting, calls: roundsCall(state, waiting) };
  }
  return afterPass(state, text);
}

/**
 * Decides what follows the check of a person's own version: it stands, unless the check objects to something new,
 * which it does only once. Where several have to say yes, the others are asked about it with what was changed.
 */
export function afterEdit(
  state: State,
  text: TextRecord,
  edit: NonNullable<TextRecord["edit"]>,
  out: AgentOut<"check">,
  read: CheckRead,
): AfterCheck {
  if (edit.wasAsked) return afterPass(state, text);
  const known = new Set(state.text?.doubts);
  const fresh = read.against.filter((one) => !known.has(one));
  const objections = read.against.length > 0 ? fresh : out.advice;
  if (out.verdict === "revise" && objections.length > 0 && !edit.objected) {
    return askApproval(state, { ...text, edit: { ...edit, objected: true } }, objections);
  }
  if (edit.others) return askApproval(state, text, [], { editedBy: null, savedBy: edit.by });
  return released(state, text, edit.by);
}
