import type { Named } from "../../../src/domain/person.js";
import type { CallRecord, State, TextRecord } from "../state.js";
import { callId } from "./call-id.js";
import { postPlan } from "./post-plan.js";

/** How often people may send a draft back before only approve, edit and reject are left. */
export const MOST_ROUNDS = 3;

/** Who may release the draft: those named or picked, or the asker if there is nobody else. */
export function approversOf(state: Pick<State, "input" | "picked">): Named[] {
  const all = [...state.input.approval.approvers, ...state.picked];
  const unique = [...new Map(all.map((one) => [one.id, one])).values()];
  return unique.length > 0 ? unique : [state.input.requester];
}

/**
 * Puts the text in work before the people who may release it: the call, and the text that now waits for them.
 * `onCardOf`: the call on whose card it is asked, instead of a new one.
 */
export function askApproval(
  state: Pick<State, "input" | "picked" | "title">,
  text: TextRecord,
  objections: string[] = [],
  editedBy: Named | null = text.edit?.by ?? null,
  onCardOf?: string,
): { calls: Record<string, CallRecord>; text: TextRecord } {
  const cards = text.cards + 1;
  const id = callId(state.input.runId, `approval ${cards}`);
  const exact = text.edit ?? text;
  const post = postPlan(state.input, text);
  const cannot = text.post?.why ? [`It cannot be posted: ${text.post.why}`] : [];
  const others = approversOf(state).filter((one) => one.id !== editedBy?.id);
  return {
    text: { ...text, cards, next: "people" },
    calls: {
      [id]: {
        about: "approval",
        ask: {
          id,
          taskId: null,
          args: {
            fn: "approve",
            title: state.title,
            artifactId: exact.artifactId,
            digest: exact.digest,
            excerpt: text.excerpt,
            checked: text.checked,
            doubts: [...cannot, ...text.doubts],
            changedSince: text.changed,
            objections,
            editedBy,
            round: text.round,
            maxRounds: MOST_ROUNDS,
            post,
          },
          asked: editedBy ? [editedBy, ...others] : others,
          ...(onCardOf === undefined ? {} : { onCardOf }),
        },
      },
    },
  };
}
