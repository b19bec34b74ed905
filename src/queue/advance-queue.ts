import type { Job } from "bullmq";
import { systemClock, type Clock } from "../clock.js";
import { advanceJobSchema, jobNames, laterOptions, wakeOptions } from "./advance-job.js";
import { connectQueue, type QueuePlace } from "./connection.js";
import { within } from "./within.js";

/** The queue that wakes runs; a wake-up may be lost or come twice, the rows are the truth. */
export interface AdvanceQueue {
  /** Has the run looked at soon, or after `delayMs`; rejects with QUEUE_UNREACHABLE, and the sweeper repairs it. */
  wake(runId: string, options?: { delayMs?: number }): Promise<void>;
  /** Calls `handler` for each wake-up, never twice at once for one run unless a worker died. */
  work(handler: (runId: string) => Promise<void>, options: { concurrency: number }): AdvanceWorker;
  /** Throws all jobs away, for a start after which nobody else can be working on one. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** A worker taking wake-ups; `close` waits for those under way. */
export interface AdvanceWorker {
  ready(): Promise<void>;
  close(): Promise<void>;
}

/** What the queue needs besides its place. */
export interface AdvanceQueueOptions extends QueuePlace {
  /** Told about everything that went wrong: lost connections, handlers that threw, jobs nobody can read. */
  onError: (error: Error) => void;
  /** Longest wait for a job before looking again, in seconds; wake-ups do not depend on it. Default 5. */
  drainDelay?: number;
  wakeTimeoutMs?: number;
  clock?: Clock;
}

// A dead worker's job is taken over after a lease's length; BullMQ renews at half of it.
const LOCK_MS = 10_000;
const STALLED_CHECK_MS = 5_000;
// Never give a job up for having been on several workers that died: the run decides that, not the queue.
const MAX_STALLED = 1_000;

/** Makes the queue on the database or on Redis. */
export function createAdvanceQueue(options: AdvanceQueueOptions): AdvanceQueue {
  const { onError, clock = systemClock } = options;
  const place = connectQueue(options, onError);
  const queue = place.queue();
  queue.on("error", onError);
  const workers = new Set<AdvanceWorker>();

  async function wake(runId: string, { delayMs = 0 }: { delayMs?: number } = {}): Promise<void> {
    const data = advanceJobSchema.parse({ runId });
    const added =
      delayMs > 0
        ? queue.add(jobNames.later, data, laterOptions(runId, delayMs, clock.now()))
        : queue.add(jobNames.now, data, wakeOptions(runId));
    await within(added, options.wakeTimeoutMs ?? 2_000);
  }

  return {
    wake,
    work(handler, { concurrency }) {
      const worker = place.worker(
        async (job: Job) => {
          const { runId } = advanceJobSchema.parse(job.data);
          if (job.name === jobNames.later) await wake(runId);
          else await handler(runId);
        },
        {
          concurrency,
          drainDelay: options.drainDelay ?? 5,
          lockDuration: LOCK_MS,
          stalledInterval: STALLED_CHECK_MS,
          maxStalledCount: MAX_STALLED,
        },
      );
      worker.on("error", onError);
      worker.on("failed", (_job, error) => onError(error));
      const open: AdvanceWorker = {
        async ready() {
          await worker.waitUntilReady();
        },
        async close() {
          workers.delete(open);
          await worker.close();
        },
      };
      workers.add(open);
      return open;
    },
    async clear() {
      await queue.obliterate({ force: true });
      // Obliterating leaves the queue paused.
      await queue.resume();
    },
    async close() {
      await Promise.all([...workers].map((worker) => worker.close()));
      await queue.close();
      await place.close();
    },
  };
}
