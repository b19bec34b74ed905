import { setTimeout as pause } from "node:timers/promises";

const LOOK_EVERY_MS = 250;

/** Looks until it is so or the time is over; says which. */
export async function until(isSo: () => Promise<boolean>, timeoutMs: number): Promise<boolean> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    if (await isSo()) return true;
    if (performance.now() > end) return false;
    await pause(LOOK_EVERY_MS);
  }
}
