/** Where the time comes from, so that tests can move it. */
export interface Clock {
  /** The current instant. */
  now(): Date;
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => new Date() };

/**
 * Milliseconds that only go forward, for pauses within this process: monotonic time, or a test's clock. The time of a
 * database goes back when a server takes over that is behind.
 */
export function elapsedMs(given?: Clock): () => number {
  return given ? () => given.now().getTime() : () => performance.now();
}

/** The time of somebody else's clock, kept going between two looks at it. */
export interface FollowingClock extends Clock {
  /** Looks at the other clock once more; throws what `read` throws, and then goes on as before. */
  follow(read: () => Promise<Date>): Promise<void>;
}

/** An answer that took longer says too little about when it was true. */
const SLOW_MS = 1_000;
/** Smaller steps back come from measuring; time stands still for them. */
const JITTER_MS = 1_000;

/**
 * A clock that counts on by the machine's monotonic time from what it last read; before the first look it is the machine's
 * own. Whether the machine's clock is wrong, or is set, does not matter after that.
 */
export function createFollowingClock(
  machine: { now(): Date; monotonicMs(): number } = {
    now: () => new Date(),
    monotonicMs: () => performance.now(),
  },
): FollowingClock {
  let offsetMs: number | null = null;
  let last = -Infinity;
  return {
    now() {
      if (offsetMs === null) return machine.now();
      const at = offsetMs + machine.monotonicMs();
      last = at < last && last - at < JITTER_MS ? last : at;
      return new Date(last);
    },
    async follow(read) {
      const askedAt = machine.monotonicMs();
      const theirs = (await read()).getTime();
      const answeredAt = machine.monotonicMs();
      if (offsetMs !== null && answeredAt - askedAt > SLOW_MS) return;
      offsetMs = theirs - (askedAt + answeredAt) / 2;
    },
  };
}
