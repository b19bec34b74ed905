/** Waiting in real time, so that tests can decide how long it takes. */
export interface Timers {
  /** Calls `fn` once after `ms`; returns how to take it back. */
  after(ms: number, fn: () => void): () => void;
}

/** The machine's own timers; they do not keep the process alive. */
export const systemTimers: Timers = {
  after(ms, fn) {
    const timer = setTimeout(fn, Math.max(0, ms));
    timer.unref();
    return () => clearTimeout(timer);
  },
};
