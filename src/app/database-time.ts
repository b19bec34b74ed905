import type { FollowingClock } from "../clock.js";
import type { Log } from "../log.js";
import type { Sweep } from "../runs/sweep.js";

/**
 * Deadlines and schedules are the same for every process on a server: by its clock, not by each machine's. The clock follows
 * it from the start on, and each sweep looks again; the embedded database has no clock but the machine's.
 */
export async function followDatabase(deps: {
  kind: "postgres" | "embedded";
  clock: FollowingClock;
  readNow: () => Promise<Date>;
  log: Log;
}): Promise<(sweep: Sweep) => Sweep> {
  const { clock, readNow, log } = deps;
  if (deps.kind === "embedded") return (sweep) => sweep;
  await clock.follow(readNow);
  return (sweep) => async (isOver) => {
    await clock.follow(readNow).catch((error: unknown) => {
      log.warn({ error: error instanceof Error ? error.name : "?" }, "the time was not read");
    });
    await sweep(isOver);
  };
}
