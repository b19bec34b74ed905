import { startApp } from "../../src/app.js";
import { FileConfig, type Config } from "../../src/config.js";
import { silentLog } from "../../src/log.js";
import { credentials } from "../../playground/seed/ids.js";
import { meterThisProcess } from "./meter.js";

/** Where the parent has set things up. */
export interface AppPlace {
  apiUrl: string;
  origin: string;
  modelUrl: string;
  databaseUrl: string | undefined;
  dataDir: string;
}

/** The product alone in a process: it says "ready", and answers each message with what it has used so far. */
async function run(place: AppPlace): Promise<void> {
  const meter = meterThisProcess();
  const config: Config = {
    slack: {
      botToken: credentials.botToken,
      appToken: credentials.appToken,
      signingSecret: undefined,
      apiUrl: place.apiUrl,
    },
    port: 0,
    model: { apiKey: "bench", baseUrl: place.modelUrl, fast: "gpt-5-mini", strong: "gpt-5" },
    playgroundOrigin: place.origin,
    databaseUrl: place.databaseUrl,
    redisUrl: undefined,
    dataDir: place.dataDir,
    logLevel: "silent",
    file: FileConfig.parse({ budgets: { perRunUsd: 100, perDayUsd: 100_000 } }),
    fileFolder: ".",
  };
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

await run(JSON.parse(process.argv[2] ?? "") as AppPlace);
