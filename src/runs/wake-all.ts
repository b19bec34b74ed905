import type { Waker } from "./ports.js";

/**
 * Wakes runs past the leases that are over. The first one alone: where the queue does not answer, one command is left in
 * it and not two hundred. The others together: a slow queue costs one wait.
 */
export async function wakeAll(
  waker: Waker,
  runs: readonly { id: string; token: number }[],
): Promise<void> {
  const [first, ...others] = runs;
  if (!first) return;
  await waker.wake(first.id, { past: first.token });
  await Promise.all(others.map(({ id, token }) => waker.wake(id, { past: token })));
}
