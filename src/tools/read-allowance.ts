import { fail } from "../errors.js";
import type { CountRead } from "./ports.js";

/** What a run may read at most. */
export interface ReadLimits {
  maxReads: number;
  maxDocuments: number;
}

/**
 * Lets a run read within its limits, else throws `READ_LIMIT`. Sources are opened side by side, all in the process that
 * has the run: whatever is open may become a document.
 */
export function createReadAllowance(
  countRead: CountRead,
  { maxReads, maxDocuments }: ReadLimits,
): <T>(step: { runId: string; key: string }, read: () => Promise<T>) => Promise<T> {
  const open = new Map<string, number>();
  return async (step, read) => {
    const { runId } = step;
    const others = open.get(runId) ?? 0;
    open.set(runId, others + 1);
    try {
      const counted = await countRead(step, maxReads);
      const most = counted === null ? maxReads : maxDocuments;
      if (counted === null || counted.documents + others >= maxDocuments) {
        throw fail("READ_LIMIT", {
          detail: `a job reads ${most === 1 ? "one source" : `${most} sources`} at most`,
        });
      }
      return await read();
    } finally {
      const left = (open.get(runId) ?? 1) - 1;
      if (left > 0) open.set(runId, left);
      else open.delete(runId);
    }
  };
}
