import type { Evidence } from "../../../src/domain/human-call.js";
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

/** How an approval is asked where it is not the first of its text. */
export interface ApprovalOptions {
  /** Whose version it is that the check objects to; null: the question is not about an edit. */
  editedBy?: Named | null;
  /** Ids of those who may not decide it any more. */
  leaveOut?: readonly string[];
  /** Who said yes to exactly this text by saving it. */
  savedBy?: Named;
  /** The call on whose card it is asked, instead of a new one. */
  onCardOf?: string;
}

/**
 * Puts the text in work before the people who may release it: the call, and the text that now waits for them.
 */
export function askApproval(
  state: Pick<State, "input" | "picked" | "title" | "sources">,
  text: TextRecord,
  objections: string[] = [],
  { editedBy = text.edit?.by ?? null, leaveOut = [], savedBy, onCardOf }: ApprovalOptions = {},
): { calls: Record<string, CallRecord>; text: TextRecord } {
  const cards = text.cards + 1;
  const id = callId(state.input.runId, `approval ${cards}`);
  const exact = text.edit ?? text;
  const post = postPlan(state.input, text);
  const cannot = text.post?.why ? [`It cannot be posted: ${text.post.why}`] : [];
  const may = approversOf(state).filter((one) => !leaveOut.includes(one.id));
  // Where nobody is left who may, whoever asked for it decides.
  const asked = may.length > 0 ? may : [state.input.requester];
  const others = asked.filter((one) => one.id !== editedBy?.id);
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
            noteBy: text.wishes.at(-1)?.by || null,
            evidence: evidenceOf(state),
            objections,
            editedBy,
            ...(text.edit?.diff && { edit: { ...text.edit.diff, by: text.edit.by } }),
            ...(savedBy === undefined ? {} : { savedBy }),
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

const MOST_SOURCES = 3;

/** The first sources that were read, for the card; all of them stand below the result. */
function evidenceOf({ sources }: Pick<State, "sources">): Evidence {
  const all = Object.values(sources).sort((one, other) => one.n - other.n);
  return { sources: all.slice(0, MOST_SOURCES), more: Math.max(0, all.length - MOST_SOURCES) };
}
