import { setTimeout as pause } from "node:timers/promises";
import { cpuSeconds, cpuSecondsOfTree } from "./processor-time.js";
import type { Stage } from "./stage.js";

/** Percent of one core that the product's processes, and the database's, use while nobody does anything. */
export async function idleLoad(
  stage: Stage,
  serverPid: number,
  seconds: number,
): Promise<{ productPercent: number; databasePercent: number }> {
  const read = () => ({
    product: stage.houses.reduce((sum, house) => sum + cpuSeconds(house.pid), 0),
    database: cpuSecondsOfTree(serverPid),
  });
  const before = read();
  const start = performance.now();
  await pause(seconds * 1_000);
  const after = read();
  const share = (from: number, to: number) =>
    Math.round(((to - from) / (performance.now() - start)) * 100 * 1_000 * 100) / 100;
  return {
    productPercent: share(before.product, after.product),
    databasePercent: share(before.database, after.database),
  };
}
