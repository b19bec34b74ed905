import { isOpen } from "../open-calls.js";
import type { CallRecord, State, TaskRecord } from "../state.js";

/** What the graph does next. */
export type Next =
  | { to: "work"; tasks: TaskRecord[] }
  | { to: "plan" | "reconcile" | "hold" | "draft" | "check" | "salvage" | "end" };

/** Decides from the state alone what can be done now: work first, people last, so that one wait covers all. */
export function whatNext(state: State): Next {
  if (state.ending) return { to: "end" };
  const open = Object.values(state.calls).filter(isOpen);
  if (state.budget !== "") return withoutMoney(state, open);
  if (!state.planned) return { to: open.length > 0 && planWaits(state) ? "hold" : "plan" };
  const tasks = readyTasks(state);
  if (tasks.length > 0) return { to: "work", tasks };
  if (Object.values(state.tasks).some((task) => task.kind !== "ask" && !isOver(task))) {
    return hold(open);
  }
  if (!state.reconciled && sourcesWithClaims(state) > 1) return { to: "reconcile" };
  if (open.length > 0) return { to: "hold" };
  if (!state.text || state.text.next === "draft") return { to: "draft" };
  return state.text.next === "check" ? { to: "check" } : hold(open);
}

/** The tasks that can start: all that they need is over. A source that could not be read holds up nothing. */
export function readyTasks(state: Pick<State, "tasks">): TaskRecord[] {
  return Object.values(state.tasks).filter(
    (task) =>
      task.state === "todo" &&
      task.needs.every((id) => {
        const need = state.tasks[id];
        return need !== undefined && isOver(need);
      }),
  );
}

/** Whether a task will not change any more. */
export function isOver(task: Pick<TaskRecord, "state">): boolean {
  return task.state === "done" || task.state === "failed" || task.state === "skipped";
}

/** With nothing to read, a plan is worth making only with the answers. */
function planWaits(state: State): boolean {
  return state.path === "ask" && state.input.sources.length === 0;
}

function withoutMoney(state: State, open: CallRecord[]): Next {
  const waiting = open.some((call) => call.about === "approval" || call.about === "questions");
  return { to: state.input.approval.wanted && waiting ? "hold" : "salvage" };
}

function hold(open: CallRecord[]): Next {
  if (open.length === 0) throw new Error("Nothing can run and nobody is asked.");
  return { to: "hold" };
}

function sourcesWithClaims(state: State): number {
  return new Set(Object.values(state.tasks).flatMap((task) => task.sourceNs)).size;
}
