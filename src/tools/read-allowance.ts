import { fail } from "../errors.js";
import type { CountRead } from "./ports.js";

/** What a run may read at most. */
export interface ReadLimits {
  maxReads: number;
  maxDocuments: number;
}

/**
 * Lets a run read within its limits, else throws `READ_LIMIT`. Sources are opened side by side, all in the process that
 * has the run: whatever is open may become a document, or is one already where an outage has it opened again.
 */
export function createReadAllowance(
  countRead: CountRead,
  { maxReads, maxDocuments }: ReadLimits,
): <T>(step: { runId: string; key: string }, read: () => Promise<T>) => Promise<T> {
  const open = new Map<string, Set<string>>();
  return async (step, read) => {
    const { runId, key } = step;
    const ofRun = open.get(runId) ?? new Set<string>();
    const others = [...ofRun].filter((one) => one !== key);
    open.set(runId, ofRun.add(key));
    try {
      const counted = await countRead(step, { maxReads, open: others });
      const most = counted === null ? maxReads : maxDocuments;
      if (counted === null || counted.documents + others.length >= maxDocuments) {
        throw fail("READ_LIMIT", {
          detail: `a job reads ${most === 1 ? "one source" : `${most} sources`} at most`,
        });
      }
      return await read();
    } finally {
      ofRun.delete(key);
      if (ofRun.size === 0) open.delete(runId);
    }
  };
}
