import type { StalledRun, Waker } from "./ports.js";

/**
 * Wakes runs past the leases that are over. The first one alone: where the queue does not answer, one command is left in
 * it and not two hundred. The others together: a slow queue costs one wait.
 */
export async function wakeAll(waker: Waker, runs: readonly StalledRun[]): Promise<void> {
  const wake = ({ id, token, left }: StalledRun) => waker.wake(id, { past: token, ahead: left });
  const [first, ...others] = runs;
  if (!first) return;
  await wake(first);
  await Promise.all(others.map(wake));
}
