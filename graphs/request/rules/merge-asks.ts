import type { TaskRecord } from "../state.js";
import { cleanFields, MOST_FIELDS } from "./form-fields.js";

/** Puts questions to one person that can be asked at the same time into one form, as far as one holds them. */
export function mergeAsks(tasks: TaskRecord[]): TaskRecord[] {
  const into = new Map<string, string>();
  const merged: TaskRecord[] = [];
  for (const task of tasks) {
    const host = task.kind === "ask" ? merged.find((one) => canJoin(one, task)) : undefined;
    if (!host) {
      merged.push({ ...task });
      continue;
    }
    host.fields = cleanFields([...host.fields, ...task.fields]);
    into.set(task.id, host.id);
  }
  return merged.map((task) => ({
    ...task,
    needs: [...new Set(task.needs.map((id) => into.get(id) ?? id))],
  }));
}

function canJoin(host: TaskRecord, task: TaskRecord): boolean {
  return (
    host.kind === "ask" &&
    host.fn === "answer" &&
    task.fn === "answer" &&
    host.who?.id === task.who?.id &&
    host.fields.length + task.fields.length <= MOST_FIELDS &&
    host.needs.length === task.needs.length &&
    host.needs.every((need) => task.needs.includes(need))
  );
}
