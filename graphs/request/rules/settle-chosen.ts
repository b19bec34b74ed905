import { chosenLabels } from "../../../src/domain/chosen-labels.js";
import type { Decided } from "../../../src/domain/human-call.js";
import type { CallRecord, State } from "../state.js";
import type { Settled } from "./settled.js";
import { leftOpen, taskAnswered } from "./task-answered.js";

/** Takes in what somebody chose for a task; silence ends nothing, the result says what is open. */
export function settleChosen(state: State, call: CallRecord, decided: Decided): Settled {
  const { args, taskId } = call.ask;
  const { outcome, by } = decided;
  if (args.fn !== "choose") return null;
  if (outcome.verb === "silence") {
    return {
      tasks: taskAnswered(state, taskId, null),
      remarks: [...state.remarks, leftOpen(args.question)],
    };
  }
  if (outcome.verb !== "choose") return null;
  const labels = chosenLabels(args, outcome).join(", ");
  const note = outcome.note.trim();
  const none = `none of ${args.options.map((one) => one.label).join(", ")}`;
  const chosen = labels === "" ? none : labels;
  const answer = {
    question: args.question,
    answer: note === "" ? chosen : `${chosen}. ${note}`,
    by: by?.name ?? "nobody",
  };
  return { answers: [...state.answers, answer], tasks: taskAnswered(state, taskId, by) };
}
