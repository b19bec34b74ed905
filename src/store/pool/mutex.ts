/** Waits for its turn and gives the function that ends the turn. Urgent callers go before all others. */
export type Lock = (urgent?: boolean) => Promise<() => void>;

/** Longest run of turns, in milliseconds, before input and timers of the process are looked at. */
const STRETCH_MS = 4;

/**
 * A lock that one caller at a time holds: urgent ones first, else in the order of asking. The embedded database
 * never waits for anything, so turns that follow each other would keep the process from hearing Slack:
 * after a stretch of them the event loop goes round once, and who came in meanwhile is in the queue.
 */
export function createMutex(): Lock {
  const urgentOnes: (() => void)[] = [];
  const others: (() => void)[] = [];
  let held = false;
  let wentRoundAt = 0;

  function next(): void {
    const start = urgentOnes.shift() ?? others.shift();
    if (start) start();
    else held = false;
  }

  function pass(): void {
    if (performance.now() - wentRoundAt < STRETCH_MS) return next();
    setImmediate(() => {
      wentRoundAt = performance.now();
      next();
    });
  }

  return (urgent = false) =>
    new Promise((resolve) => {
      (urgent ? urgentOnes : others).push(() => resolve(once(pass)));
      if (held) return;
      held = true;
      pass();
    });
}

function once(fn: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    fn();
  };
}
