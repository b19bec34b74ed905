import type { Log } from "../log.js";
import type { ScheduleWakes } from "../queue/schedule-wakes.js";
import type { Store } from "../store/store.js";

/** Keeps the wake-ups of schedules in step with their rows; what fails is caught up by the sweeper. */
export function createScheduleWaking(deps: { store: Store; wakes: ScheduleWakes; log: Log }): {
  /** At a start: everything from the rows. */
  rebuild(): Promise<void>;
  /** After a change of one; never throws, and nobody waits for it. */
  changed(scheduleId: string): void;
  /** Resolves when no change is on its way. */
  settled(): Promise<void>;
} {
  let last: Promise<void> = Promise.resolve();
  const quietly = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      const name = error instanceof Error ? error.name : "?";
      deps.log.warn({ error: name }, "wake-ups of schedules not kept");
    }
  };
  return {
    rebuild: () =>
      quietly(async () => deps.wakes.rebuild(await deps.store.read.schedules.active())),
    changed(id) {
      last = last.then(() =>
        quietly(async () => {
          const row = await deps.store.read.schedules.get(id);
          await deps.wakes.set(id, row?.state === "active" ? row : null);
        }),
      );
    },
    settled: () => last,
  };
}
