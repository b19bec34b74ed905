import { isDatabaseOutage } from "../../errors.js";
import type { Log } from "../../log.js";

/** Events that could not be committed while the database was away. */
export interface LateEvents {
  /** Commits an event, or throws and keeps it; `isFirst`: Slack brings it for the first time. */
  accept(body: unknown, isFirst: boolean): Promise<void>;
  stop(): Promise<void>;
}

const RETRY_MS = 1_000;
/** Slack brings each of them three times more: what is kept besides is only sooner, and for longer outages. */
const MOST = 1_000;

/**
 * Keeps what cannot be committed and tries again until it is. It throws all the same, so that nothing is acknowledged:
 * if this process ends, Slack brings the event again. Whoever wrote hears once that it comes later.
 */
export function createLateEvents(deps: {
  accept: (body: unknown) => Promise<void>;
  tellLate: (body: unknown) => Promise<void>;
  log: Log;
  retryMs?: number;
}): LateEvents {
  const kept = new Map<string, unknown>();
  let timer: NodeJS.Timeout | undefined;
  let trying: Promise<void> = Promise.resolve();
  let stopped = false;

  function tryLater(): void {
    if (stopped || timer || kept.size === 0) return;
    timer = setTimeout(() => {
      trying = tryAll().finally(() => {
        timer = undefined;
        tryLater();
      });
    }, deps.retryMs ?? RETRY_MS);
  }

  async function tryAll(): Promise<void> {
    for (const [key, body] of kept) {
      try {
        await deps.accept(body);
        kept.delete(key);
      } catch (error) {
        // The others would find it away as well.
        if (isDatabaseOutage(error)) return;
        kept.delete(key);
        deps.log.error({ error: nameOf(error) }, "a late event cannot be taken");
      }
    }
  }

  return {
    async accept(body, isFirst) {
      try {
        await deps.accept(body);
      } catch (error) {
        const key = keyOf(body);
        if (isDatabaseOutage(error) && key !== "" && !kept.has(key) && kept.size < MOST) {
          kept.set(key, body);
          tryLater();
          // Another process tells about what it was the first to see.
          if (isFirst) {
            deps.tellLate(body).catch((failure: unknown) => {
              deps.log.warn({ error: nameOf(failure) }, "a delay could not be told");
            });
          }
        }
        throw error;
      }
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await trying;
    },
  };
}

function keyOf(body: unknown): string {
  const { event_id: id } = body as { event_id?: unknown };
  return typeof id === "string" ? id : "";
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "?";
}
