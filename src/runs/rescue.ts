import type { Log } from "../log.js";
import type { StalledRun, Waker } from "./ports.js";
import { wakeAll } from "./wake-all.js";

/**
 * Makes the look for runs whose worker is gone, beside the sweep and more often: it is one look into an index, and
 * nothing else waits with it. A run is woken when two looks in a row found it, so that who lives renews first once a
 * database is back that was away for longer than a lease. It is woken at each look until somebody has it: the queue may
 * lose a wake-up, and takes the same one twice as one.
 */
export function createRescue(deps: {
  find: () => Promise<StalledRun[]>;
  waker: Waker;
  log: Log;
}): () => Promise<void> {
  let found: ReadonlyMap<string, number> = new Map();
  return async () => {
    try {
      const now = await deps.find();
      const gone = now.filter(({ id, token }) => found.get(id) === token);
      found = new Map(now.map(({ id, token }) => [id, token]));
      await wakeAll(deps.waker, gone);
    } catch (error) {
      found = new Map();
      deps.log.warn({ error: error instanceof Error ? error.name : "?" }, "rescue failed");
    }
  };
}
