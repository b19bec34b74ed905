import { callId } from "../rules/call-id.js";
import type { WorkItem } from "../rules/work-item.js";
import type { Update } from "../state.js";

/** Opens the call of a task that asks a person; the task goes on when the answer is there. */
export function askPerson(item: WorkItem): Update {
  const { task, input, title } = item;
  const id = callId(input.runId, `task ${task.id}`);
  return {
    tasks: { [task.id]: { ...task, state: "asking", callId: id } },
    calls: {
      [id]: {
        about: "task",
        ask: {
          id,
          taskId: task.id,
          args: { fn: "answer", title, intro: task.title, fields: task.fields },
          asked: [task.who ?? input.requester],
        },
      },
    },
  };
}
