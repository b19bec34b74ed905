import { isOpen } from "../open-calls.js";
import type { CallRecord, State, TaskRecord } from "../state.js";

/** What the graph does next. */
export type Next =
  | { to: "work"; tasks: TaskRecord[] }
  | { to: "triage" | "plan" | "reconcile" | "hold" | "draft" | "check" | "afford" }
  | { to: "post" | "salvage" | "end" };

/** What people can still answer when nothing may be spent any more. */
const WITHOUT_MONEY: ReadonlySet<CallRecord["about"]> = new Set([
  "approval",
  "questions",
  "release",
]);

/** Decides from the state alone what can be done now: work first, people last, so that one wait covers all. */
export function whatNext(state: State): Next {
  if (state.ending) return { to: "end" };
  const open = Object.values(state.calls).filter(isOpen);
  if (state.text?.next === "post") return { to: "post" };
  if (state.budget !== "") return withoutMoney(state, open);
  // The money went before the job had a name, and there is more now.
  if (state.path === "" && state.budgetAsks > 0) return { to: "triage" };
  if (!state.planned) return { to: open.length > 0 && planWaits(state) ? "hold" : "plan" };
  const onDraft = state.text?.next === "asks" ? nextOnDraft(state) : undefined;
  if (onDraft) return { to: "work", tasks: [onDraft] };
  const tasks = readyTasks(state);
  if (tasks.length > 0) return { to: "work", tasks };
  if (Object.values(state.tasks).some((task) => task.kind !== "ask" && !isOver(task))) {
    return hold(open);
  }
  // A scheduled text states both sides: nobody waits beside it to choose.
  if (!state.reconciled && !state.input.fire && sourcesWithClaims(state) > 1)
    return { to: "reconcile" };
  if (open.length > 0) return { to: "hold" };
  if (!state.text || state.text.next === "draft") return { to: "draft" };
  return state.text.next === "check" ? { to: "check" } : hold(open);
}

/** The tasks that can start: all that they need is over. A source that could not be read holds up nothing. */
export function readyTasks(state: Pick<State, "tasks">): TaskRecord[] {
  return Object.values(state.tasks).filter(
    (task) =>
      task.state === "todo" &&
      !task.onDraft &&
      task.needs.every((id) => {
        const need = state.tasks[id];
        return need !== undefined && isOver(need);
      }),
  );
}

/** The first task that asks somebody about the draft and was not asked yet. */
export function nextOnDraft(state: Pick<State, "tasks">): TaskRecord | undefined {
  return Object.values(state.tasks).find((task) => task.onDraft && task.state === "todo");
}

/** Whether a task will not change any more. */
export function isOver(task: Pick<TaskRecord, "state">): boolean {
  return task.state === "done" || task.state === "failed" || task.state === "skipped";
}

/** With nothing to read, a plan is worth making only with the answers. */
function planWaits(state: State): boolean {
  return state.path === "ask" && state.input.sources.length === 0;
}

/** Whether no model is called any more: nobody can raise the day's budget, and the job's is left as it is. */
export function isSpent(state: Pick<State, "budget" | "finishAtUsd">): boolean {
  return state.budget === "day" || (state.budget === "run" && state.finishAtUsd !== null);
}

function withoutMoney(state: State, open: CallRecord[]): Next {
  if (!isSpent(state)) {
    return { to: open.some((call) => call.about === "budget") ? "hold" : "afford" };
  }
  const waiting = open.some((call) => WITHOUT_MONEY.has(call.about));
  const asks = state.input.approval.wanted || Boolean(state.input.post);
  return { to: asks && waiting ? "hold" : "salvage" };
}

function hold(open: CallRecord[]): Next {
  if (open.length === 0) throw new Error("Nothing can run and nobody is asked.");
  return { to: "hold" };
}

function sourcesWithClaims(state: State): number {
  return new Set(Object.values(state.tasks).flatMap((task) => task.sourceNs)).size;
}
