import type { Decided } from "../../../src/domain/human-call.js";
import type { CallRecord, State } from "../state.js";
import type { Settled } from "./settled.js";

/**
 * Takes in the answer to a task's call whose function only its declaration knows: what the job learns comes in words.
 * Silence ends nothing; the result says what is open.
 */
export function settleDeclared(state: State, call: CallRecord, decided: Decided): Settled {
  const { args, taskId } = call.ask;
  const { outcome } = decided;
  if (args.fn !== "declared") return null;
  const silent = outcome.verb === "silence";
  if (!silent && (outcome.verb !== "declared" || outcome.name !== args.name)) return null;
  const by = decided.by?.name ?? "nobody";
  const said = (decided.said ?? []).map((one) => ({ ...one, by }));
  const task = taskId === null ? undefined : state.tasks[taskId];
  const what = args.question || task?.title || args.title;
  return {
    answers: [...state.answers, ...said],
    remarks: silent
      ? [...state.remarks, `Nobody answered in time, so it is open: ${what}`]
      : state.remarks,
    ...(task && {
      tasks: {
        ...state.tasks,
        [task.id]: {
          ...task,
          state: "done",
          note: silent ? "nobody answered in time" : `answered by ${by}`,
        },
      },
    }),
  };
}
