import type { Clock } from "../clock.js";
import type { Transact } from "../domain/transact.js";
import { refreshHomes } from "../delivery/home.js";
import { replaceLostFiles } from "../delivery/lost-file.js";
import { tellLost } from "../delivery/lost.js";
import { sendMornings } from "../delivery/morning.js";
import { refreshLines } from "../delivery/status-line.js";
import type { WorkingHours } from "../humans/deadlines.js";
import { expireCalls, remindCalls } from "../humans/time-out.js";
import type { Log } from "../log.js";
import type { RunsRows, Waker } from "./ports.js";
import { settleDowns } from "./post/taken-down.js";

const BATCH = 100;
/** Homes composed in one transaction: each is a few reads. */
const HOMES = 20;

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
  /** Splits a long result into parts that fit one message each. */
  splitResult: (markdown: string) => string[];
  /** Says that we are up, and notices whether Slack is. */
  stillUp: () => Promise<void>;
  /** Asks next persons whose time has come. */
  escalate: (limit: number) => Promise<void>;
  /** Sends personal reminders that are due. */
  sendReminders: (limit: number) => Promise<number>;
  /** Decides what people have a standing rule for; the runs that can go on. */
  useRules: (limit: number) => Promise<string[]>;
  /** Starts what schedules have due; it stands above runs and is handed in. */
  schedules: () => Promise<void>;
  workingHours: WorkingHours;
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
    // Before any deadline: time in which nobody could answer may have to be given back.
    async presence() {
      await deps.stillUp();
    },
    async deadlines() {
      // Until none is left: thousands may end in the same minute, and each is somebody's job.
      for (;;) {
        const runs = await deps.transact((rows) => expireCalls(rows, deps.clock.now(), BATCH));
        await Promise.all([...new Set(runs)].map((runId) => deps.waker.wake(runId)));
        if (runs.length < BATCH) return;
      }
    },
    schedules: () => deps.schedules(),
    async reminders() {
      const now = deps.clock.now();
      await deps.transact((rows) => remindCalls(rows, now, BATCH, deps.workingHours));
    },
    async escalations() {
      await deps.escalate(BATCH);
    },
    async remindMe() {
      await deps.sendReminders(BATCH);
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
    async lines() {
      await deps.transact((rows) => refreshLines(rows, BATCH));
    },
    async homes() {
      const now = deps.clock.now();
      await deps.transact((rows) => refreshHomes(rows, now, HOMES));
    },
    async mornings() {
      await deps.transact((rows) => sendMornings(rows, deps.clock.now(), BATCH));
    },
    async rules() {
      for (const runId of await deps.useRules(BATCH)) await deps.waker.wake(runId);
    },
    async lost() {
      await deps.transact((rows) => tellLost(rows, BATCH));
    },
    async files() {
      await deps.transact((rows) => replaceLostFiles(rows, deps.splitResult, BATCH));
    },
    async posts() {
      await deps.transact((rows) => settleDowns(rows, deps.clock.now(), BATCH));
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
