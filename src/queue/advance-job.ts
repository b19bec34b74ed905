import type { JobsOptions } from "bullmq";
import { z } from "zod";

/** All that a job carries: which run to look at. What is to be done is in the database. */
export const advanceJobSchema = z.strictObject({ runId: z.string().min(1) });

/** The name of a wake-up, and of one that only becomes a wake-up when its time has come. */
export const jobNames = { now: "advance", later: "advance-later" } as const;

/**
 * How a wake-up waits: at most one job of a run is active and one waits, and finished jobs leave nothing.
 * A wake-up during an active job gives one more job; a job id would drop it instead. A worker that died leaves its job
 * active for a while: whoever knows that its lease is over has a name of its own for each lease, and does not wait.
 */
export function wakeOptions(
  runId: string,
  { past, ahead = false }: { past?: number | undefined; ahead?: boolean | undefined } = {},
): JobsOptions {
  // Also of a run that nobody had yet: its job may be active on a worker that died before it took the run.
  const id = past === undefined ? runId : `${runId}.${past}`;
  return {
    ...(ahead && { lifo: true }),
    deduplication: { id, keepLastIfActive: true },
    removeOnComplete: true,
    removeOnFail: true,
  };
}

/**
 * How a later wake-up waits. It has a name of its own per due second: under the run's name a far one would
 * swallow every wake-up until then.
 */
export function laterOptions(runId: string, delayMs: number, now: Date): JobsOptions {
  const dueSecond = Math.ceil((now.getTime() + delayMs) / 1000);
  return {
    delay: delayMs,
    deduplication: { id: `later.${runId}.${dueSecond}` },
    removeOnComplete: true,
    removeOnFail: true,
  };
}
