import { Worker } from "node:worker_threads";

/** A step that takes the whole process for so long never ends by itself. */
const BLOCKED_MS = 30_000;
/** Rarely: each tick wakes an idle process. */
const TICK_MS = 5_000;

/**
 * Runs beside the event loop, in a thread of its own, and counts only its own ticks: while the machine sleeps or the process
 * is stopped neither of the two moves, so that no time counts. Plain JavaScript, because no loader is there.
 */
const WATCH = `
const { workerData } = require("node:worker_threads");
const { writeSync } = require("node:fs");
const { beats, blockedMs, tickMs } = workerData;
const still = new Int32Array(new SharedArrayBuffer(4));
let last = -1;
let blocked = 0;
for (;;) {
  Atomics.wait(still, 0, 0, tickMs);
  const now = Atomics.load(beats, 0);
  blocked = now === last ? blocked + tickMs : 0;
  last = now;
  if (blocked < blockedMs) continue;
  const msg = "the event loop stood still: this process ends, and whoever started it starts it again";
  writeSync(1, JSON.stringify({ level: 60, time: Date.now(), code: "LOOP_BLOCKED", blockedMs, msg }) + "\\n");
  process.kill(process.pid, "SIGKILL");
}
`;

/**
 * Ends the process if its event loop stands still: nothing in it could do so itself, and its runs would only be taken over, not
 * the process. Needs somebody who starts it again.
 */
export function watchEventLoop({ blockedMs = BLOCKED_MS, tickMs = TICK_MS } = {}): void {
  const beats = new Int32Array(new SharedArrayBuffer(4));
  setInterval(() => Atomics.add(beats, 0, 1), tickMs / 2).unref();
  const watch = new Worker(WATCH, {
    eval: true,
    // Not the flags of the program: they may be about modules.
    execArgv: [],
    workerData: { beats, blockedMs, tickMs },
    resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 2 },
  });
  watch.unref();
}
