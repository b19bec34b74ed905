import { setTimeout as pause } from "node:timers/promises";
import { asksEachSecond } from "./asks-each-second.js";
import { cpuSeconds, cpuSecondsOfTree } from "./processor-time.js";
import type { Stage } from "./stage.js";

/** Percent of one core while nobody does anything. */
export interface IdleLoad {
  /** The product's processes together, as the system counts. */
  productPercent: number;
  /** The time that their event loops did not wait. */
  loopsPercent: number;
  databasePercent: number;
  /** A bare process that asks the database one thing a second: on some machines waking up costs more than any work. */
  barePercent: number;
}

/** Measures what nothing costs, and beside it at the same time what a process costs that hardly does anything. */
export async function idleLoad(
  stage: Stage,
  database: { serverPid: number; url: string },
  seconds: number,
): Promise<IdleLoad> {
  const bare = await asksEachSecond(database.url);
  try {
    // Its own start is not what is measured.
    await pause(5_000);
    const read = async () => {
      const loops = await Promise.all(stage.houses.map((house) => house.busyMs()));
      return {
        product: stage.houses.reduce((sum, house) => sum + cpuSeconds(house.pid), 0),
        loops: loops.reduce((sum, ms) => sum + ms / 1_000, 0),
        database: cpuSecondsOfTree(database.serverPid),
        bare: cpuSeconds(bare.pid ?? 0),
      };
    };
    const before = await read();
    const start = performance.now();
    await pause(seconds * 1_000);
    const after = await read();
    const passedSeconds = (performance.now() - start) / 1_000;
    const share = (who: keyof typeof before) =>
      Math.round(((after[who] - before[who]) / passedSeconds) * 100 * 100) / 100;
    return {
      productPercent: share("product"),
      loopsPercent: share("loops"),
      databasePercent: share("database"),
      barePercent: share("bare"),
    };
  } finally {
    bare.kill();
  }
}
