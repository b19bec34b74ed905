import type { Job } from "bullmq";
import { systemClock, type Clock } from "../clock.js";
import { advanceJobSchema, jobNames, laterOptions, wakeOptions } from "./advance-job.js";
import { connectQueue, type QueuePlace } from "./connection.js";
import { within } from "./within.js";

/** The queue that wakes runs; a wake-up may be lost or come twice, the rows are the truth. */
export interface AdvanceQueue {
  /** Resolves when wake-ups can be put in; rejects with DATABASE_UNREACHABLE. */
  ready(): Promise<void>;
  /**
   * Has the run looked at soon, or after `delayMs`; rejects with QUEUE_UNREACHABLE, and the sweeper repairs it. With
   * `past`, the token of a lease that is over, it does not wait for a job that is active on a worker that died. `ahead`:
   * before all that wait.
   */
  wake(
    runId: string,
    options?: { delayMs?: number; past?: number; ahead?: boolean },
  ): Promise<void>;
  /** Calls `handler` for each wake-up, never twice at once for one run unless a worker died. */
  work(handler: (runId: string) => Promise<void>, options: { concurrency: number }): AdvanceWorker;
  /** How many jobs wait, work and stand for later; rejects with QUEUE_UNREACHABLE after `timeoutMs`. */
  depth(timeoutMs: number): Promise<QueueDepth>;
  /** Throws all jobs away, for a start after which nobody else can be working on one. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** How many jobs there are. */
export interface QueueDepth {
  waiting: number;
  active: number;
  delayed: number;
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
  /** Longest wait for a job before looking again, in seconds; wake-ups do not depend on it. Default 9. */
  drainDelay?: number;
  wakeTimeoutMs?: number;
  clock?: Clock;
}

// A dead worker's job is taken over after this at the latest, its run sooner; BullMQ renews at half of it.
const LOCK_MS = 10_000;
const STALLED_CHECK_MS = 5_000;
/** BullMQ's own 15 s would be added to every outage. */
const RETRY_MS = 1_000;
// Never give a job up for having been on several workers that died: the run decides that, not the queue.
const MAX_STALLED = 1_000;

/** Makes the queue on the database or on Redis. */
export function createAdvanceQueue(options: AdvanceQueueOptions): AdvanceQueue {
  const { onError, clock = systemClock } = options;
  const place = connectQueue(options, onError);
  const queue = place.queue();
  queue.on("error", onError);
  const workers = new Set<AdvanceWorker>();

  const wake: AdvanceQueue["wake"] = async (runId, { delayMs = 0, ...how } = {}) => {
    // fault: queue.before-wake
    const data = advanceJobSchema.parse({ runId });
    const added =
      delayMs > 0
        ? queue.add(jobNames.later, data, laterOptions(runId, delayMs, clock.now()))
        : queue.add(jobNames.now, data, wakeOptions(runId, how));
    await within(added, options.wakeTimeoutMs ?? 2_000);
  };

  // Asked once at a time: without its server each question would stay in memory.
  let asking: Promise<QueueDepth> | null = null;
  const ask = async (): Promise<QueueDepth> => {
    try {
      const counts = await queue.getJobCounts("wait", "prioritized", "active", "delayed");
      const of = (name: string) => counts[name] ?? 0;
      return {
        waiting: of("wait") + of("prioritized"),
        active: of("active"),
        delayed: of("delayed"),
      };
    } finally {
      asking = null;
    }
  };

  return {
    ready: () => place.opened(queue),
    wake,
    depth: (timeoutMs) => within((asking ??= ask()), timeoutMs),
    work(handler, { concurrency }) {
      const worker = place.worker(
        async (job: Job) => {
          const { runId } = advanceJobSchema.parse(job.data);
          if (job.name === jobNames.later) await wake(runId);
          else await handler(runId);
        },
        {
          concurrency,
          drainDelay: options.drainDelay ?? 9,
          runRetryDelay: RETRY_MS,
          lockDuration: LOCK_MS,
          stalledInterval: STALLED_CHECK_MS,
          maxStalledCount: MAX_STALLED,
        },
      );
      worker.on("error", onError);
      worker.on("failed", (_job, error) => onError(error));
      const open: AdvanceWorker = {
        async ready() {
          await place.opened(worker);
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
