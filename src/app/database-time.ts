import type { FollowingClock } from "../clock.js";
import type { Log } from "../log.js";
import type { Sweep } from "../runs/sweep.js";

const FOLLOW_EVERY_MS = 10_000;
const LEAP_MS = 200;

/**
 * Deadlines and schedules are the same for every process on a server: by its clock, not by each machine's. The clock follows
 * it from the start on: sweeps look again every 10 s, and at once after the machine slept; the embedded database has no clock but the machine's.
 */
export async function followDatabase(deps: {
  kind: "postgres" | "embedded";
  clock: FollowingClock;
  readNow: () => Promise<Date>;
  log: Log;
}): Promise<(sweep: Sweep) => Sweep> {
  const { clock, readNow, log } = deps;
  // What the machine's two clocks differ by: another figure says that it slept, or that its time was set.
  const leapMs = () => Date.now() - performance.now();
  let followed = { atMs: performance.now(), leapMs: leapMs() };
  const isDue = () =>
    performance.now() - followed.atMs >= FOLLOW_EVERY_MS ||
    Math.abs(leapMs() - followed.leapMs) >= LEAP_MS;
  if (deps.kind === "embedded") return (sweep) => sweep;
  await clock.follow(readNow);
  return (sweep) => async (isOver) => {
    if (isDue()) {
      try {
        await clock.follow(readNow);
        // Only then: after a sleep the next pass tries again.
        followed = { atMs: performance.now(), leapMs: leapMs() };
      } catch (error) {
        log.warn({ error: error instanceof Error ? error.name : "?" }, "the time was not read");
      }
    }
    await sweep(isOver);
  };
}
