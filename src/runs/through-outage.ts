import type { Transact } from "../domain/transact.js";
import { isDatabaseOutage } from "../errors.js";

const EVERY_MS = 500;

const machine = {
  nowMs: () => performance.now(),
  sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref()),
};

/**
 * Transactions that are tried again while the database is away, for `patienceMs` in all, which may change meanwhile.
 * Where an answer got lost the work is done twice, so it must begin with the fence.
 */
export function throughOutage<Rows>(
  transact: Transact<Rows>,
  patienceMs: () => number,
  { nowMs, sleep }: typeof machine = machine,
): Transact<Rows> {
  return async (work) => {
    const since = nowMs();
    for (;;) {
      try {
        return await transact(work);
      } catch (error) {
        if (!isDatabaseOutage(error) || nowMs() - since + EVERY_MS > patienceMs()) throw error;
      }
      await sleep(EVERY_MS);
    }
  };
}
