import type { Decided } from "../../../src/domain/human-call.js";
import type { CallRecord, State } from "../state.js";
import { readGiven } from "./read-given.js";
import { settleOnDraft } from "./ask-on-draft.js";
import type { Settled } from "./settled.js";
import { leftOpen, taskAnswered } from "./task-answered.js";

/**
 * Takes in the answer to a task's call whose function only its declaration knows: what the job learns comes in words,
 * and what it can read as one more source. Silence ends nothing; the result says what is open.
 */
export function settleDeclared(state: State, call: CallRecord, decided: Decided): Settled {
  const { args, taskId, id } = call.ask;
  const { outcome } = decided;
  if (args.fn !== "declared") return null;
  const silent = outcome.verb === "silence";
  if (!silent && (outcome.verb !== "declared" || outcome.name !== args.name)) return null;
  const by = decided.by?.name ?? "nobody";
  const said = (decided.said ?? []).map((one) => ({ ...one, by }));
  const task = taskId === null ? undefined : state.tasks[taskId];
  const what = args.question || task?.what || task?.title || args.title;
  // The draft is written: what was said about it stands under the result.
  const about = task?.onDraft ? said.map((one) => one.answer) : [];
  const answered: State = {
    ...state,
    answers: [...state.answers, ...said],
    remarks: [...state.remarks, ...(silent ? [leftOpen(what)] : about)],
    tasks: taskAnswered(state, taskId, silent ? null : (decided.by ?? { id: "", name: by })),
  };
  const { answers, remarks, tasks } = answered;
  if (task?.onDraft) return { answers, remarks, tasks, ...settleOnDraft(answered, id, decided) };
  return { answers, remarks, tasks, ...readGiven(answered, call, decided) };
}
