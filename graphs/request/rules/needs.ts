import type { TaskRecord } from "../state.js";

/**
 * Keeps only needs that exist and close no circle, in the plan's order. Reading needs nobody: a source is read at
 * once, so that nobody's delay holds it up.
 */
export function acyclicNeeds(tasks: TaskRecord[]): TaskRecord[] {
  const kept = new Map<string, string[]>(tasks.map((task) => [task.id, []]));
  for (const task of tasks) {
    const needs = kept.get(task.id) ?? [];
    for (const need of task.kind === "read" ? [] : task.needs) {
      if (kept.has(need) && !needs.includes(need) && !allNeeds([need], kept).has(task.id)) {
        needs.push(need);
      }
    }
  }
  return tasks.map((task) => ({ ...task, needs: kept.get(task.id) ?? [] }));
}

/** The given tasks and everything they need, directly or not. */
export function allNeeds(ids: string[], needsOf: Map<string, string[]>): Set<string> {
  const seen = new Set<string>();
  const visit = (id: string): void => {
    if (seen.has(id)) return;
    seen.add(id);
    needsOf.get(id)?.forEach(visit);
  };
  ids.forEach(visit);
  return seen;
}
