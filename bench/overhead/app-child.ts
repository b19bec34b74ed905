import { startApp } from "../../src/app.js";
import { silentLog } from "../../src/log.js";
import { type ProductPlace, productConfig } from "../product-config.js";
import { meterThisProcess } from "./meter.js";

/** The product alone in a process: it says "ready", and answers each message with what it has used so far. */
async function run(place: ProductPlace): Promise<void> {
  const meter = meterThisProcess();
  const config = productConfig(place, { budgets: { perRunUsd: 100, perDayUsd: 100_000 } });
  const app = await startApp(config, "all", {
    log: silentLog,
    pace: { postGapMs: 0, editGapMs: 0, perMinute: {} },
  });
  process.on("message", (message) => {
    if (message === "read") void Promise.resolve(meter()).then((used) => process.send?.(used));
    else void app.stop().then(() => process.exit(0));
  });
  process.once("disconnect", () => process.exit(1));
  process.send?.("ready");
}

await run(JSON.parse(process.argv[2] ?? "") as ProductPlace);
