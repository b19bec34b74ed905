import type { Clock } from "../clock.js";
import type { Transact } from "../domain/transact.js";
import { refreshHomes } from "../delivery/home.js";
import { replaceLostFiles } from "../delivery/lost-file.js";
import { tellLost } from "../delivery/lost.js";
import { sendMornings } from "../delivery/morning.js";
import { refreshLines } from "../delivery/status-line.js";
import type { WorkingHours } from "../humans/deadlines.js";
import { rerouteCards } from "../humans/reroute.js";
import { expireCalls, remindCalls } from "../humans/time-out.js";
import type { Log } from "../log.js";
import type { Meter } from "../meter.js";
import type { RunsRows, Waker } from "./ports.js";
import type { VersionsHere } from "./version/ports.js";
import { createApart } from "./apart.js";
import { settleDowns } from "./post/taken-down.js";
import { createStalledRuns } from "./stalled-runs.js";
import type { DueParts, SweepPart } from "./sweep-parts.js";
import { wakeAll } from "./wake-all.js";

const BATCH = 100;
/** Parts that do their own looking. */
const ALWAYS: ReadonlySet<string> = new Set(["presence", "retention"]);
/** Homes composed in one transaction: each is a few reads. */
const HOMES = 20;

/** One pass over every gap between the rooms; each part goes on if another fails. It ends early once `isOver`. */
export type Sweep = (isOver?: () => boolean) => Promise<void>;

/**
 * Makes the pass that makes it sure: calls past their deadline, reminders, runs that nobody moves, clicks that
 * nobody handled. BullMQ only makes it fast.
 */
export function createSweep(deps: {
  transact: Transact<RunsRows>;
  /** Which parts may have something to do: most of the time none has. */
  due: DueParts;
  /** Clicks left over, e.g. after a crash. */
  leftInbox: () => Promise<string[]>;
  handleInbox: (id: string) => Promise<void>;
  /** Splits a long result into parts that fit one message each. */
  splitResult: (markdown: string) => string[];
  /** Says that we are up, and notices whether Slack is. */
  stillUp: () => Promise<void>;
  /** Notes cards that people see and whose writer could not say so any more. */
  noteSeen: () => Promise<void>;
  /** Asks next persons whose time has come. */
  escalate: (limit: number) => Promise<void>;
  /** Sends personal reminders that are due. */
  sendReminders: (limit: number) => Promise<number>;
  /** Decides what people have a standing rule for; the runs that can go on. */
  useRules: (limit: number) => Promise<string[]>;
  /** Starts what schedules have due; it stands above runs and is handed in. */
  schedules: () => Promise<void>;
  /** Deletes what is older than it is kept. */
  deleteOld: () => Promise<void>;
  workingHours: WorkingHours;
  /** Of which versions of the graph runs are woken: others are left to processes that know them. */
  versions: VersionsHere;
  waker: Waker;
  clock: Clock;
  log: Log;
  meter: Meter;
}): Sweep {
  // For what may wait for Slack, 10 s a call: deadlines, schedules and runs must not.
  const apart = createApart(deps);
  const stalledRuns = createStalledRuns((skip) =>
    deps.transact((rows) => rows.runs.stalled(BATCH, deps.versions, skip)),
  );

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

  const parts: Record<SweepPart | "presence" | "retention", () => Promise<void>> = {
    // Before any deadline: time in which nobody could answer may have to be given back.
    async presence() {
      await deps.stillUp();
    },
    async runs() {
      const stalled = await stalledRuns();
      // Whose worker seems gone may only be late after an outage: the rescue looks at those twice.
      await wakeAll(
        deps.waker,
        stalled.filter(({ left }) => !left),
      );
    },
    // Before any deadline too: until people see a card, its time does not count.
    seen: () => deps.noteSeen(),
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
      apart("escalations", () => deps.escalate(BATCH));
    },
    async remindMe() {
      apart("remindMe", async () => {
        await deps.sendReminders(BATCH);
      });
    },
    async clicks() {
      apart("clicks", handleLeft);
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
      apart("rules", async () => {
        for (const runId of await deps.useRules(BATCH)) await deps.waker.wake(runId);
      });
    },
    async lost() {
      await deps.transact((rows) => tellLost(rows, BATCH));
    },
    async cards() {
      await deps.transact((rows) => rerouteCards(rows, deps.clock.now(), BATCH));
    },
    async files() {
      await deps.transact((rows) => replaceLostFiles(rows, deps.splitResult, BATCH));
    },
    async posts() {
      await deps.transact((rows) => settleDowns(rows, deps.clock.now(), BATCH));
    },
    retention: () => deps.deleteOld(),
  };
  return async (isOver) => {
    // Asked again after each part that did something: it may have made work for the next.
    let due: ReadonlySet<string> | null = null;
    for (const [part, sweep] of Object.entries(parts)) {
      if (isOver?.()) return;
      try {
        if (!ALWAYS.has(part)) {
          due ??= await deps.due(deps.clock.now(), deps.versions);
          if (!due.has(part)) continue;
        }
        due = null;
        await sweep();
      } catch (error) {
        deps.meter.count("fermata_sweep_failures_total", { part });
        deps.log.warn({ part, error: error instanceof Error ? error.name : "?" }, "sweep failed");
      }
    }
  };
}

/** Runs a pass every `everyMs`, or when the pass itself says, until stopped; passes never overlap. */
export function startSweeper(
  sweep: (isOver: () => boolean) => Promise<number | void>,
  everyMs = 2_000,
): { stop(): Promise<void> } {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let pass: Promise<void> = Promise.resolve();
  const isOver = () => stopped;
  const one = async () => {
    let nextInMs: number | void = everyMs;
    try {
      nextInMs = await sweep(isOver);
    } finally {
      if (!stopped) timer = setTimeout(begin, nextInMs ?? everyMs);
    }
  };
  const begin = () => {
    pass = one();
  };
  begin();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await pass;
    },
  };
}
