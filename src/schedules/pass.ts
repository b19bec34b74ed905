import type { Clock } from "../clock.js";
import type { Transact } from "../domain/transact.js";
import type { Log } from "../log.js";
import type { RunsRows, Waker } from "../runs/ports.js";
import { showScheduleCard } from "./card.js";
import { type FireSettings, fireDue } from "./fire.js";
import { settleFires } from "./settle-fires.js";

const BATCH = 50;
/** A proposal that nobody confirmed goes after this time. */
const PROPOSAL_MS = 7 * 24 * 3_600_000;

/**
 * Makes the pass over all schedules: starts what is due, counts what has ended, lets old proposals go. Any process may
 * make it at any time: rows are locked, and an instant has one run.
 */
export function createSchedulePass(deps: {
  transact: Transact<RunsRows>;
  waker: Waker;
  clock: Clock;
  log: Log;
  settings: FireSettings;
  /** Called for every schedule that this pass paused. */
  changed: (scheduleId: string) => void;
}): () => Promise<void> {
  const { transact, clock } = deps;

  async function fireAll(): Promise<void> {
    for (;;) {
      const fired = await transact((rows) => fireDue(rows, clock.now(), BATCH, deps.settings));
      // fault: schedule.fired
      for (const runId of fired.runIds) {
        await deps.waker.wake(runId).catch((error: unknown) => {
          deps.log.warn(
            { run: runId, error: error instanceof Error ? error.name : "?" },
            "wake failed",
          );
        });
      }
      if (fired.looked < BATCH) return;
    }
  }

  return async () => {
    await fireAll();
    const paused = await transact((rows) => settleFires(rows, clock.now(), BATCH));
    for (const id of paused) deps.changed(id);
    await transact((rows) => dropProposals(rows, clock.now()));
  };
}

async function dropProposals(rows: RunsRows, now: Date): Promise<void> {
  const before = new Date(now.getTime() - PROPOSAL_MS);
  for (const schedule of await rows.schedules.oldProposals(before, BATCH)) {
    await showScheduleCard(rows, schedule, now, true);
    await rows.schedules.remove(schedule.id);
  }
}
