import type { Decided } from "../../../src/domain/human-call.js";
import type { CallRecord, State } from "../state.js";
import { readTask } from "./repair-plan.js";

const KINDS = { file: "file", link: "page", text: "person" } as const;

/**
 * What somebody handed in as one more source of the job, with the task that reads it; whatever waited for them waits
 * for that too. Nothing, where they gave nothing to read.
 */
export function readGiven(
  state: Pick<State, "input" | "tasks">,
  { ask }: CallRecord,
  { gave }: Decided,
): Partial<Pick<State, "input" | "tasks">> {
  if (!gave || ask.taskId === null) return {};
  const id = freeId(state.tasks);
  const offer = { id: givenId(ask.id), kind: KINDS[gave.kind], label: gave.label };
  const waiting = Object.entries(state.tasks).map(([key, task]) => {
    const waits = task.needs.includes(ask.taskId ?? "") && task.state === "todo";
    return [key, waits ? { ...task, needs: [...task.needs, id] } : task] as const;
  });
  return {
    input: { ...state.input, sources: [...state.input.sources, offer] },
    tasks: { ...Object.fromEntries(waiting), [id]: readTask(id, `Read ${gave.label}`, offer.id) },
  };
}

/** The id of the source that a call brought: by it the house finds what it was. */
function givenId(callId: string): string {
  return `given:${callId}`;
}

function freeId(tasks: State["tasks"]): string {
  let n = 1;
  while (Object.hasOwn(tasks, `given${n}`)) n += 1;
  return `given${n}`;
}
