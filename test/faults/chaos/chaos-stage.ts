import { quickPace } from "../harness/quick-pace.js";
import type { StageSettings } from "../harness/stage.js";

/** Two bots and two workers on Postgres and Redis; a day's budget that a thousand jobs do not reach. */
export const chaosStage: StageSettings = {
  redis: true,
  bots: 2,
  workers: 2,
  file: "waiting: { undoSeconds: 1 }\nbudgets: { perDayUsd: 100000 }\n",
  patches: quickPace,
  workspace: { redeliveryMs: [100, 4_000, 20_000] },
};
