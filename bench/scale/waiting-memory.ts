import { setTimeout as pause } from "node:timers/promises";
import { tenth } from "../figures.js";
import type { House } from "./fleet.js";

const MIB = 1024 * 1024;
const READINGS = 4;
const BETWEEN_MS = 1_500;

/** Megabytes of all processes together, after their garbage is gone: the least of several readings. */
export async function memoryOf(
  houses: readonly House[],
): Promise<{ residentMb: number; heapMb: number }> {
  let residentMb = 0;
  let heapMb = 0;
  for (const house of houses) {
    const seen = [];
    for (let n = 0; n < READINGS; n += 1) {
      seen.push(await house.usage());
      await pause(BETWEEN_MS);
    }
    residentMb += Math.min(...seen.map((one) => one.residentBytes)) / MIB;
    heapMb += Math.min(...seen.map((one) => one.heapBytes)) / MIB;
  }
  return { residentMb: tenth(residentMb), heapMb: tenth(heapMb) };
}
