import { setTimeout as pause } from "node:timers/promises";

/** How far Slack's events may come out of their order: a message after its own deletion. */
const AFTER_MS = 3_000;
/** More than this at once is a channel being cleaned up, and none of it is new. */
const MOST = 500;

/** Does some things once more a little later, in memory only. */
export interface LookAgain {
  later(work: () => Promise<void>): void;
  /** Nothing begins any more; resolves when nothing is under way. */
  stop(): Promise<void>;
}

/** Begins with nothing. */
export function createLookAgain(afterMs = AFTER_MS): LookAgain {
  const stopping = new AbortController();
  const under = new Set<Promise<void>>();
  const { signal } = stopping;
  return {
    later(work) {
      if (signal.aborted || under.size >= MOST) return;
      const one = pause(afterMs, true, { signal, ref: false })
        .catch(() => false)
        .then((isDue) => (isDue ? work() : undefined))
        .finally(() => under.delete(one));
      under.add(one);
    },
    async stop() {
      stopping.abort();
      await Promise.all(under);
    },
  };
}
