import type { Worker } from "node:worker_threads";
import { z } from "zod";
import { fail } from "../../errors.js";
import { openThread } from "./open-thread.js";
import type { Parses } from "./parse-document.js";

/** What one document may take: time from when the thread is ready, and memory of the thread. */
export interface DeskLimits {
  timeoutMs: number;
  memoryMb: number;
}

/** One thread that parses one document at a time. */
export interface Desk {
  /** Throws `FILE_UNREADABLE` where the document is too much; then the thread is gone. */
  parse(kind: keyof Parses, given: unknown): Promise<unknown>;
  isGone(): boolean;
  /** It ended because the process grew, which may be the work of a document beside it. */
  hasGrown(): boolean;
  end(): Promise<void>;
}

/** Starting may take so long on a busy machine; it is no document's fault. */
const START_MS = 60_000;
const WATCH_MS = 100;
/** A document that nests deeply needs a stack: without one, nothing could be said about it. */
const STACK_MB = 4;

const Said = z.union([
  z.object({ ready: z.literal(true) }),
  z.object({ failed: z.string() }),
  z.object({ found: z.unknown() }),
]);

/** Opens a thread; it holds no process up while it has nothing to do. */
export function openDesk(limits: DeskLimits): Desk {
  const worker: Worker = openThread({
    resourceLimits: {
      maxOldGenerationSizeMb: limits.memoryMb,
      maxYoungGenerationSizeMb: 32,
      stackSizeMb: STACK_MB,
    },
  });
  let gone = false;
  let grown = false;
  let cause: unknown;
  let hear: (said: z.infer<typeof Said> | null) => void = () => undefined;
  worker.on("message", (message) => hear(Said.parse(message)));
  // Out of memory, or a crash: the exit follows, and says it to whoever waits.
  worker.on("error", (error) => {
    cause = error;
  });
  worker.on("exit", () => {
    gone = true;
    hear(null);
  });

  /** The next thing the thread says; ends it after the time, or where the process grows by more, and throws. */
  async function next(withinMs: number, growthMb: number): Promise<z.infer<typeof Said>> {
    let timer: NodeJS.Timeout | undefined;
    let watch: NodeJS.Timeout | undefined;
    const most = process.memoryUsage.rss() + growthMb * 1024 * 1024;
    const said = await new Promise<z.infer<typeof Said> | null>((resolve) => {
      hear = resolve;
      timer = setTimeout(() => resolve(null), withinMs);
      watch = setInterval(() => {
        if (process.memoryUsage.rss() <= most) return;
        grown = true;
        resolve(null);
      }, WATCH_MS);
      if (gone) resolve(null);
    });
    clearTimeout(timer);
    clearInterval(watch);
    hear = () => undefined;
    if (said !== null) return said;
    gone = true;
    await worker.terminate();
    throw fail("FILE_UNREADABLE", { detail: "too large or too complicated", cause });
  }

  // What a thread itself takes is no document's fault either.
  const ready = next(START_MS, Infinity);
  ready.catch(() => undefined);
  return {
    async parse(kind, given) {
      worker.ref();
      try {
        await ready;
        worker.postMessage({ kind, given });
        // Bytes outside the heap count in none of the thread's limits: a packed file can become a thousand times as large.
        const said = await next(limits.timeoutMs, limits.memoryMb * 2);
        if ("found" in said) return said.found;
        throw new Error(`A document could not be parsed: ${"failed" in said ? said.failed : "?"}`);
      } finally {
        worker.unref();
      }
    },
    isGone: () => gone,
    hasGrown: () => grown,
    async end() {
      gone = true;
      await worker.terminate();
    },
  };
}
