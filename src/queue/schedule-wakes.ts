import { connectQueue, type QueuePlace } from "./connection.js";
import { within } from "./within.js";

/** A schedule as its wake-up needs it. */
export interface WakeTime {
  id: string;
  /** Five cron fields in `tz`. */
  cron: string;
  tz: string;
}

/**
 * Wake-ups on the minute of every schedule. They carry nothing: whoever is woken looks at the rows, which are the truth.
 * The library knows other rules where clocks change, and a server may be away: then the sweeper is two seconds later.
 */
export interface ScheduleWakes {
  /** Resolves when wake-ups can be put in; rejects with DATABASE_UNREACHABLE. */
  ready(): Promise<void>;
  /** Makes the wake-ups what the rows say; others go. Rejects with QUEUE_UNREACHABLE. */
  rebuild(active: WakeTime[]): Promise<void>;
  /** The same for one schedule; `null`: it has none any more. */
  set(id: string, time: WakeTime | null): Promise<void>;
  /** The wake-ups there are, by id. */
  times(): Promise<WakeTime[]>;
  /** Calls `handler` at each wake-up, in one process at a time. */
  work(handler: () => Promise<void>): { ready(): Promise<void>; close(): Promise<void> };
  close(): Promise<void>;
}

const JOB = "schedule-due";
const MOST = 10_000;
/** BullMQ's own 15 s would be added to every outage. */
const RETRY_MS = 1_000;

/** Makes the wake-ups on the database or on Redis, beside the queue of runs. */
export function createScheduleWakes(
  options: QueuePlace & {
    onError: (error: Error) => void;
    timeoutMs?: number;
    /** Longest wait for a job before looking again, in seconds. Default 9. */
    drainDelay?: number;
  },
): ScheduleWakes {
  const { onError, timeoutMs = 2_000 } = options;
  const place = connectQueue(options, onError, "schedules");
  const queue = place.queue();
  queue.on("error", onError);
  const leaves = { removeOnComplete: true, removeOnFail: true };

  async function set(id: string, time: WakeTime | null): Promise<void> {
    if (time === null) {
      await within(queue.removeJobScheduler(id), timeoutMs);
      return;
    }
    const repeat = { pattern: time.cron, tz: time.tz };
    await within(queue.upsertJobScheduler(id, repeat, { name: JOB, opts: leaves }), timeoutMs);
  }

  async function times(): Promise<WakeTime[]> {
    const known = await within(queue.getJobSchedulers(0, MOST), timeoutMs);
    const found = known.map(({ key, pattern, tz }) => ({
      id: key,
      cron: pattern ?? "",
      tz: tz ?? "",
    }));
    return found.sort((one, other) => (one.id < other.id ? -1 : 1));
  }

  return {
    ready: () => place.opened(queue),
    set,
    times,
    async rebuild(active) {
      const had = new Map((await times()).map((one) => [one.id, one]));
      const wanted = new Set(active.map((one) => one.id));
      for (const id of had.keys()) if (!wanted.has(id)) await set(id, null);
      for (const time of active) {
        const now = had.get(time.id);
        // One that is right is left alone: written anew it would begin anew.
        if (now?.cron !== time.cron || now.tz !== time.tz) await set(time.id, time);
      }
    },
    work(handler) {
      const worker = place.worker(() => handler(), {
        concurrency: 1,
        drainDelay: options.drainDelay ?? 9,
        runRetryDelay: RETRY_MS,
      });
      worker.on("error", onError);
      worker.on("failed", (_job, error) => onError(error));
      return {
        async ready() {
          await place.opened(worker);
        },
        close: () => worker.close(),
      };
    },
    async close() {
      await queue.close();
      await place.close();
    },
  };
}
