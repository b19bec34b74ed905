import type { State } from "../state.js";

/**
 * The sources of a scheduled run, if every one that could be read has nothing new: then nothing is written. Null: there
 * is something to write, or it is not known yet.
 */
export function nothingNew(state: Pick<State, "input" | "tasks" | "ending">): string[] | null {
  if (!state.input.fire || state.ending) return null;
  const reads = Object.values(state.tasks).filter((task) => task.kind === "read");
  const quiet = reads.filter((task) => task.nothingNew);
  const over = reads.every((task) => task.nothingNew || task.state === "failed");
  if (quiet.length === 0 || !over) return null;
  return quiet.map(
    (task) => state.input.sources.find((one) => one.id === task.source)?.label ?? task.title,
  );
}
