import type { Clock } from "../clock.js";
import type { Transact } from "../domain/transact.js";
import { tellLost } from "../delivery/lost.js";
import { expireCalls, remindCalls } from "../humans/time-out.js";
import type { Log } from "../log.js";
import type { RunsRows, Waker } from "./ports.js";

const BATCH = 100;

/** One pass over every gap between the rooms; each part goes on if another fails. */
export type Sweep = () => Promise<void>;

/**
 * Makes the pass that makes it sure: calls past their deadline, reminders, runs that nobody moves, clicks that
 * nobody handled. BullMQ only makes it fast.
 */
export function createSweep(deps: {
  transact: Transact<RunsRows>;
  /** Clicks left over, e.g. after a crash. */
  leftInbox: () => Promise<string[]>;
  handleInbox: (id: string) => Promise<void>;
  waker: Waker;
  clock: Clock;
  log: Log;
}): Sweep {
  let clicks: Promise<void> | null = null;

  /** One click that cannot be handled holds up no other. */
  async function handleLeft(): Promise<void> {
    const handle = async (id: string) => {
      try {
        await deps.handleInbox(id);
      } catch (error) {
        deps.log.warn(
          { inbox: id, error: error instanceof Error ? error.name : "?" },
          "click left",
        );
      }
    };
    await Promise.all((await deps.leftInbox()).map(handle));
  }

  const parts: Record<string, () => Promise<void>> = {
    async deadlines() {
      const runs = await deps.transact((rows) => expireCalls(rows, deps.clock.now(), BATCH));
      for (const runId of new Set(runs)) await deps.waker.wake(runId);
    },
    async reminders() {
      await deps.transact((rows) => remindCalls(rows, deps.clock.now(), BATCH));
    },
    async clicks() {
      // Not waited for: a click may wait for Slack, and deadlines and runs must not.
      clicks ??= handleLeft()
        .catch((error: unknown) => {
          const name = error instanceof Error ? error.name : "?";
          deps.log.warn({ part: "clicks", error: name }, "sweep failed");
        })
        .finally(() => {
          clicks = null;
        });
    },
    async lost() {
      await deps.transact((rows) => tellLost(rows, BATCH));
    },
    async runs() {
      const stalled = await deps.transact((rows) => rows.runs.stalled(BATCH));
      for (const runId of stalled) await deps.waker.wake(runId);
    },
  };
  return async () => {
    for (const [part, sweep] of Object.entries(parts)) {
      try {
        await sweep();
      } catch (error) {
        deps.log.warn({ part, error: error instanceof Error ? error.name : "?" }, "sweep failed");
      }
    }
  };
}

/** Runs a pass every `everyMs` until stopped; passes never overlap. */
export function startSweeper(sweep: Sweep, everyMs: number): { stop(): Promise<void> } {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let pass: Promise<void> = Promise.resolve();
  const schedule = () => {
    if (stopped) return;
    timer = setTimeout(() => {
      pass = sweep().finally(schedule);
    }, everyMs);
  };
  pass = sweep().finally(schedule);
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await pass;
    },
  };
}
