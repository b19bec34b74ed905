import type { Clock } from "../../src/clock.js";

/** A clock that stands still until a test moves it. */
export interface HandClock extends Clock {
  forward(ms: number): void;
}

/** Starts at the given instant, e.g. a Friday at two in Berlin. */
export function handClock(start = "2026-11-20T13:00:00Z"): HandClock {
  let nowMs = Date.parse(start);
  return {
    now: () => new Date(nowMs),
    forward: (ms) => {
      nowMs += ms;
    },
  };
}
