import type { Log } from "../log.js";
import type { StalledRun, Waker } from "./ports.js";
import { LEASE_MS } from "./lease.js";
import { wakeAll } from "./wake-all.js";

/** How soon a run that was found is looked for again, and the shortest pause between two looks. */
const AGAIN_MS = 500;
/** The same after a look that failed: longer than those who live take to renew once the database is back. */
const AFTER_OUTAGE_MS = 2_000;

/**
 * Makes the look for runs whose worker is gone, beside the sweep: it is one look into an index, and nothing else waits
 * with it. It resolves to the milliseconds until the next one: when the next lease would end if nobody renewed it, and
 * after one lease's length where nobody works, because none that begins meanwhile ends sooner.
 *
 * A run is woken when two looks in a row found it, so that who lives renews first once a database is back that was away
 * for longer than a lease. It is woken at each look until somebody has it: the queue may lose a wake-up, and takes the
 * same one twice as one.
 */
export function createRescue(deps: {
  find: () => Promise<StalledRun[]>;
  /** Milliseconds until the first lease ends; null: nobody works. */
  nextEndMs: () => Promise<number | null>;
  waker: Waker;
  log: Log;
}): () => Promise<number> {
  let found: ReadonlyMap<string, number> = new Map();
  let hasFailed = false;
  return async () => {
    try {
      const now = await deps.find();
      const gone = now.filter(({ id, token }) => found.get(id) === token);
      found = new Map(now.map(({ id, token }) => [id, token]));
      await wakeAll(deps.waker, gone);
      const isBack = hasFailed;
      hasFailed = false;
      if (found.size > 0) return isBack ? AFTER_OUTAGE_MS : AGAIN_MS;
      const endsInMs = (await deps.nextEndMs()) ?? LEASE_MS;
      return Math.min(LEASE_MS, Math.max(AGAIN_MS, endsInMs));
    } catch (error) {
      found = new Map();
      hasFailed = true;
      deps.log.warn({ error: error instanceof Error ? error.name : "?" }, "rescue failed");
      return AGAIN_MS;
    }
  };
}
