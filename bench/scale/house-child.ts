import { performance } from "node:perf_hooks";
import { type Role, startApp } from "../../src/app.js";
import type { FileConfig } from "../../src/config.js";
import { silentLog } from "../../src/log.js";
import { type ProductPlace, productConfig } from "../product-config.js";

/** Where the parent has set things up, and what the product is to be here. */
export interface HousePlace extends ProductPlace {
  role: Role;
  file: Parameters<typeof FileConfig.parse>[0];
}

/** What a process says of itself: bytes after the garbage is gone, and processor time so far. */
export interface SelfUsed {
  residentBytes: number;
  heapBytes: number;
  cpuMs: number;
}

/** The product in a process of its own, with no pause between messages; it says "ready", and answers "usage" and "busy". */
async function run(place: HousePlace): Promise<void> {
  const config = productConfig(place, place.file);
  const app = await startApp(config, place.role, {
    log: silentLog,
    pace: { postGapMs: 0, editGapMs: 0, perMinute: {} },
  });
  process.on("message", (message) => {
    if (message === "usage") process.send?.(usage());
    // Milliseconds that the event loop was not waiting, by a clock of nanoseconds.
    else if (message === "busy") process.send?.(performance.eventLoopUtilization().active);
    else void app.stop().then(() => process.exit(0));
  });
  process.once("disconnect", () => process.exit(1));
  process.send?.("ready");
}

function usage(): SelfUsed {
  const { user, system } = process.cpuUsage();
  // Twice: what the first pass let go of may hold more.
  globalThis.gc?.();
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  return { residentBytes: rss, heapBytes: heapUsed, cpuMs: (user + system) / 1_000 };
}

await run(JSON.parse(process.argv[2] ?? "") as HousePlace);
