/** Waits; a stop ends the wait at once with the signal's reason. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

const FIRST_MS = 500;
const LONGEST_MS = 10_000;

/**
 * How long to wait before the next try, in ms: doubled each time, or what the server asks for.
 * Null if it asks for longer than ten seconds: then there is no point in holding a worker.
 */
export function backoffMs(failedTries: number, retryAfterMs: number | null): number | null {
  if (retryAfterMs !== null) return retryAfterMs <= LONGEST_MS ? retryAfterMs : null;
  return Math.min(FIRST_MS * 2 ** (failedTries - 1), LONGEST_MS);
}

/** A sleep on the machine's own timer. */
export const timerSleep: Sleep = (ms, signal) =>
  new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
