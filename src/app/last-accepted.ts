import { setTimeout as pause } from "node:timers/promises";
import type { Log } from "../log.js";

/** A database that fails over loses the last second or so; it may take a while to come back. */
const FOR_MS = 60_000;
const MOST = 2_000;
const TRIES = 5;
/** After each that failed, and as long again after the next. */
const PAUSE_MS = 200;

/**
 * What Slack was told is safe, kept in memory for a minute. Slack does not send it again; so where the database went back to
 * an older state, it is accepted again from here.
 */
export interface LastAccepted {
  /** The same way in, remembered; only what was accepted counts, and of several with one key the last. */
  remember<Given extends unknown[], Result>(
    accept: (...given: Given) => Promise<Result>,
    keyOf?: (...given: Given) => string,
  ): (...given: Given) => Promise<Result>;
  /** Accepts all of it once more; what the database still has is known by its key and changes nothing. */
  again(): Promise<void>;
}

/** Remembers at most 2,000; `nowMs` only goes forward. */
export function createLastAccepted(
  log: Log,
  nowMs: () => number = () => performance.now(),
): LastAccepted {
  const last = new Map<string, { accept: () => Promise<unknown>; until: number }>();
  let counted = 0;
  return {
    remember(accept, keyOf = () => `${(counted += 1)}`) {
      return async (...given) => {
        const result = await accept(...given);
        const key = keyOf(...given);
        last.delete(key);
        last.set(key, { accept: () => accept(...given), until: nowMs() + FOR_MS });
        for (const [oldest, { until }] of last) {
          if (last.size <= MOST && until > nowMs()) break;
          last.delete(oldest);
        }
        return result;
      };
    },
    async again() {
      const due = [...last.values()].filter(({ until }) => until > nowMs());
      log.info({ events: due.length }, "the database is back: the last events are checked again");
      for (const { accept } of due) await persist(accept, log);
    },
  };
}

/** The connection that came back is not the only one: others may be found broken first. */
async function persist(accept: () => Promise<unknown>, log: Log): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await accept();
      return;
    } catch (error) {
      if (tries < TRIES) {
        await pause(PAUSE_MS * tries);
        continue;
      }
      log.error({ error: error instanceof Error ? error.name : "?" }, "an event was not checked");
      return;
    }
  }
}
