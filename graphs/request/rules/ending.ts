import type { RequestEnding } from "../../ports.js";
import type { State } from "../state.js";
import { notPosted } from "./post-plan.js";

/** What an ending says beyond what the state holds. */
export type Closing = Pick<RequestEnding, "kind"> &
  Partial<
    Pick<
      RequestEnding,
      "artifactId" | "by" | "edited" | "reason" | "callId" | "wish" | "quiet" | "post"
    >
  >;

function overspent(budget: "run" | "day", finishAtUsd: number | null): string {
  if (budget === "day")
    return "Today's budget was used up before the job was finished. This is what is there.";
  const at = finishAtUsd === null ? "" : ` of $${finishAtUsd.toFixed(2)}`;
  return `The job's budget${at} was used up before it was finished. This is what is there.`;
}

/** Makes the ending from the state as it is after the last step. */
export function endingOf(state: State, closing: Closing): RequestEnding {
  const spent = state.budget !== "" && closing.kind === "delivered";
  return {
    artifactId: null,
    by: null,
    edited: false,
    reason: "",
    callId: null,
    post: notPosted(state.input, state.text),
    ...closing,
    ...(closing.edited && state.text?.edit ? { editor: state.text.edit.by } : {}),
    kind: spent ? "budget" : closing.kind,
    ...(spent ? { reason: state.budget } : {}),
    checked: state.text?.checked ?? "",
    sources: Object.values(state.sources).sort((one, other) => one.n - other.n),
    notRead: notRead(state),
    remarks: [
      ...(state.budget === "" ? [] : [overspent(state.budget, state.finishAtUsd)]),
      ...(state.text?.doubts ?? []),
      ...state.remarks,
    ],
    recurring: state.recurring,
  };
}

/** The sources that were offered and not read, each with the reason. */
export function notRead(state: Pick<State, "input" | "tasks" | "planned">): string[] {
  if (!state.planned) return [];
  return state.input.sources.flatMap((offer) => {
    const task = Object.values(state.tasks).find((one) => one.source === offer.id);
    if (task?.state === "done") return [];
    return [task?.state === "failed" ? `${offer.label} (${task.note})` : offer.label];
  });
}
