import type { Log } from "../log.js";
import type { Meter } from "../meter.js";

/** Starts a part of a pass that nobody waits for; one that is still going on is not started again. */
export type Apart = (part: string, work: () => Promise<void>) => void;

/** Makes it: what a part fails with is logged and counted, and the next pass tries again. */
export function createApart({ log, meter }: { log: Log; meter: Meter }): Apart {
  const going = new Set<string>();
  return (part, work) => {
    if (going.has(part)) return;
    going.add(part);
    void work()
      .catch((error: unknown) => {
        meter.count("fermata_sweep_failures_total", { part });
        log.warn({ part, error: error instanceof Error ? error.name : "?" }, "sweep failed");
      })
      .finally(() => going.delete(part));
  };
}
