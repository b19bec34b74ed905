import type { Ports } from "../../ports.js";
import { taskCall } from "../rules/task-call.js";
import type { WorkItem } from "../rules/work-item.js";
import type { Update } from "../state.js";

/** Opens the call of a task that asks a person; the task goes on when the answer is there. */
export function askPerson(ports: Pick<Ports, "asks">, item: WorkItem): Update {
  const { task, title, text } = item;
  const asked = 1 + task.others.length;
  return taskCall(item, ports.asks.call(task, { title, text, asked }));
}
