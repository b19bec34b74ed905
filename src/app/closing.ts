import type { Log } from "../log.js";

/** What has to be closed, last to first. */
export interface Closing {
  push(part: string, close: () => Promise<void>): void;
  /** Closes everything, also what comes after a part that fails; `stepMs` is the longest wait for one. Rejects if one failed. */
  all(stepMs?: number): Promise<void>;
}

/** Begins with nothing to close. */
export function createClosing(log: Log): Closing {
  const parts: { part: string; close: () => Promise<void> }[] = [];
  return {
    push: (part, close) => void parts.push({ part, close }),
    async all(stepMs) {
      const failed: string[] = [];
      for (const { part, close } of parts.splice(0).toReversed()) {
        try {
          if (await endsWithin(close(), stepMs)) continue;
          log.error({ part, stepMs }, "not closed in time");
        } catch (error) {
          log.error({ part, error: error instanceof Error ? error.name : "?" }, "not closed");
        }
        failed.push(part);
      }
      if (failed.length > 0) throw new Error(`Not closed: ${failed.join(", ")}.`);
    },
  };
}

async function endsWithin(work: Promise<void>, ms: number | undefined): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    if (ms !== undefined) timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
