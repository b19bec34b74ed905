import type { Decided } from "../../../src/domain/human-call.js";
import type { CallRecord, State } from "../state.js";
import { afterPass } from "./ask-on-draft.js";
import { STATE_BOTH } from "./contradictions.js";
import { endingOf } from "./ending.js";
import { ROUNDS } from "./rounds-call.js";
import { silence } from "./settle-answer.js";
import type { Settled } from "./settled.js";

/** Takes in which source is right. */
export function settleSources(state: State, call: CallRecord, decided: Decided): Settled {
  const picked = choiceOf(call, decided);
  if (!picked) return null;
  const { question, index, label, note, silent } = picked;
  if (index === null)
    return { ending: endingOf(state, { kind: "unanswered", callId: call.ask.id }) };
  const by = decided.by?.name ?? "nobody";
  const neither = note || "Neither is right: leave it out, and say that it is open.";
  const choice = label ?? (silent ? STATE_BOTH : neither);
  const said = silent
    ? silence(label ?? `both are stated (${question})`)
    : `${question} ${by} chose ${label ?? (note || "neither")}.`;
  return {
    choices: [
      ...state.choices,
      { question, choice: note && label ? `${label} (${note})` : choice, by },
    ],
    remarks: [...state.remarks, said],
  };
}

/** Takes in how to go on with a draft that the check still does not like. */
export function settleRounds(state: State, call: CallRecord, decided: Decided): Settled {
  const picked = choiceOf(call, decided);
  const { text } = state;
  if (!picked || !text) return null;
  const { index, note, silent, label } = picked;
  if (index === null)
    return { ending: endingOf(state, { kind: "unanswered", callId: call.ask.id }) };
  const by = decided.by?.name ?? "";
  if (index === ROUNDS.again || (index === 0 && note)) {
    const wishes = note ? [...text.wishes, { by, text: note }] : text.wishes;
    // One more try; after it the question comes again.
    const tries = Math.max(0, state.input.limits.maxDraftRounds - 1);
    return { text: { ...text, wishes, tries, next: "draft" } };
  }
  if (index !== ROUNDS.use) {
    const reason = note || "Stopped because the check still had doubts.";
    return { ending: endingOf(state, { kind: "rejected", by: decided.by, reason }) };
  }
  const remarks = silent
    ? [...state.remarks, silence(label ?? "the draft as it is")]
    : state.remarks;
  const after = afterPass({ ...state, remarks }, text);
  return { ...after, remarks, calls: { ...state.calls, ...after.calls } };
}

interface Choice {
  question: string;
  /** Null: silence, and nothing was said about what silence means. */
  index: number | null;
  label: string | null;
  note: string;
  silent: boolean;
}

function choiceOf(call: CallRecord, decided: Decided): Choice | null {
  const { args } = call.ask;
  const { outcome } = decided;
  if (args.fn !== "choose") return null;
  if (outcome.verb !== "choose" && outcome.verb !== "silence") return null;
  const silent = outcome.verb === "silence";
  const filledIn = decided.denies ? null : args.defaultIndex;
  const index = outcome.verb === "choose" ? outcome.index : filledIn;
  if (index !== null && index > args.options.length) return null;
  const label = index ? (args.options[index - 1]?.label ?? null) : null;
  const note = outcome.verb === "choose" ? outcome.note.trim() : "";
  return { question: args.question, index, label, note, silent };
}
