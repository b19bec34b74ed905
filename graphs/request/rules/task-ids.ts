import type { PlannedTask } from "../../../src/domain/task.js";
import { CHECK_LINE, WRITE_LINE } from "./lines.js";

/** Ids go where no text may: there is room for a word and a number, not for a sentence out of a document. */
const PLAIN = /^[a-z]{1,8}\d{0,3}$/iu;
/** Names that every object has; as a task's id they would be found without being there. */
const INHERITED = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Gives every task a plain id of its own; needs follow where the first task of that id went. */
export function uniqueIds(planned: PlannedTask[]): { tasks: PlannedTask[]; taken: Set<string> } {
  const taken = new Set<string>([WRITE_LINE, CHECK_LINE]);
  const became = new Map<string, string>();
  const ids = planned.map((task) => {
    const usable = PLAIN.test(task.id) && !INHERITED.has(task.id) && !taken.has(task.id);
    const id = usable ? task.id : freeId(planned, taken);
    taken.add(id);
    if (!became.has(task.id)) became.set(task.id, id);
    return id;
  });
  const tasks = planned.map((task, index) => ({
    ...task,
    id: ids[index] ?? task.id,
    needs: task.needs.flatMap((need) => became.get(need) ?? []),
  }));
  return { tasks, taken };
}

function freeId(planned: PlannedTask[], taken: Set<string>): string {
  let n = planned.length + 1;
  while (taken.has(`t${n}`) || planned.some((task) => task.id === `t${n}`)) n += 1;
  return `t${n}`;
}
