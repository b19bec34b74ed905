import type { StalledRun } from "./ports.js";

/**
 * Which runs a pass wakes: the first ones each time, and behind them a few more, further back from pass to pass. A
 * queue that has lost everything knows all of them again after some passes, also where the first ones stay for long;
 * a long backlog is not written to the queue anew every two seconds.
 */
export function createStalledRuns(
  find: (skip: number) => Promise<StalledRun[]>,
): () => Promise<StalledRun[]> {
  let passed = 0;
  return async () => {
    const first = await find(0);
    if (first.length === 0) return first;
    const skip = Math.max(passed, first.length);
    const more = await find(skip);
    passed = more.length === 0 ? 0 : skip + more.length;
    return [...first, ...more];
  };
}
