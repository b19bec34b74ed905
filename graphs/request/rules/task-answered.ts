import type { Named } from "../../../src/domain/person.js";
import type { State } from "../state.js";

/** The tasks with the one of a call done, by whom or by nobody. */
export function taskAnswered(
  state: Pick<State, "tasks">,
  taskId: string | null,
  by: Named | null,
): State["tasks"] {
  const task = taskId === null ? undefined : state.tasks[taskId];
  if (!task) return state.tasks;
  const note = by ? `answered by ${by.name}` : "nobody answered in time";
  return { ...state.tasks, [task.id]: { ...task, state: "done", note } };
}

/** What the result says of a question that nobody answered. */
export function leftOpen(what: string): string {
  return `Nobody answered in time, so it is open: ${what}`;
}
