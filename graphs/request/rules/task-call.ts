import type { CallArgs } from "../../../src/domain/human-call.js";
import type { CallRecord, TaskRecord } from "../state.js";
import { callId } from "./call-id.js";
import type { WorkItem } from "./work-item.js";

/** What a task of the plan needs to be asked. */
export type Asking = Pick<WorkItem, "task" | "title"> & {
  input: Pick<WorkItem["input"], "runId" | "requester">;
};

/** The call of a task with these arguments, and the task that waits for it; null: its fields are a plain form. */
export function taskCall(
  { task, title, input }: Asking,
  args: CallArgs | null,
): { tasks: Record<string, TaskRecord>; calls: Record<string, CallRecord> } {
  const id = callId(input.runId, `task ${task.id}`);
  // A question that is its own title is asked once.
  const isOne = task.fields.some((field) => field.label === task.title);
  const intro = isOne ? "" : task.title;
  const form = { fn: "answer" as const, title, intro, fields: task.fields };
  return {
    tasks: { [task.id]: { ...task, state: "asking", callId: id } },
    calls: {
      [id]: {
        about: "task",
        ask: {
          id,
          taskId: task.id,
          args: args ?? form,
          asked: [task.who ?? input.requester, ...(args?.fn === "declared" ? task.others : [])],
        },
      },
    },
  };
}
