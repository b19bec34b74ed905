import { setTimeout as pause } from "node:timers/promises";
import { bot, people } from "../../playground/seed/ids.js";
import { tenth } from "../figures.js";
import { type Cards, watchCards } from "./cards.js";
import { openDatabase } from "./database.js";
import { placeIds } from "./places.js";
import { goals, scaleScripts } from "./scripts.js";
import { setStage, type Stage } from "./stage.js";
import { meterUse } from "./who-used.js";

/** How fast jobs went from the mention to the result, and who used the machine for them. */
export interface Timed {
  runsPerSecond: number;
  /** Processor time a run, in milliseconds. */
  botMs: number;
  workersMs: number;
  databaseMs: number;
  /** The local workspace and the model, which are Slack and a provider elsewhere. */
  besideMs: number;
  /** How many cores all of these kept busy. */
  coresBusy: number;
  /** The share of all cores that was busy, with whatever else ran on the machine. */
  machineBusy: number;
}

const warmUp = 16;
const patienceMs = 180_000;

/** Times so many jobs on one setting; `workers` 0 is bot and worker in one process. */
export async function timeEnds(options: {
  store: "postgres" | "embedded";
  redis: boolean;
  workers: number;
  runs: number;
  modelMs: number;
  runsAtOnce: number;
}): Promise<Timed> {
  const stage = await setStage({ ...options, scripts: scaleScripts() });
  try {
    const database = stage.postgres ? await openDatabase(stage.postgres) : null;
    await stage.start(options.workers === 0 ? "all" : "bot");
    for (let n = 0; n < options.workers; n += 1) await stage.start("worker");
    const cards = watchCards(stage.workspace, ["run.redo"]);
    // The model's time is waiting, not work.
    if (options.modelMs > 0) stage.model.delay(() => pause(options.modelMs));
    // Enough for all workers and one more of each.
    const lanes = options.runsAtOnce * Math.max(1, options.workers) * 2;
    await toTheEnd(stage, cards, 0, warmUp, lanes);
    const used = meterUse(stage.houses, database?.serverPid);
    const start = performance.now();
    await toTheEnd(stage, cards, warmUp, options.runs, lanes);
    const seconds = (performance.now() - start) / 1_000;
    const each = used(options.runs);
    cards.stop();
    await database?.close();
    const allMs = each.botMs + each.workersMs + each.databaseMs + each.besideMs;
    const coresBusy = (allMs * options.runs) / 1_000 / seconds;
    return {
      runsPerSecond: tenth(options.runs / seconds),
      ...each,
      coresBusy: Math.round(coresBusy * 100) / 100,
    };
  } finally {
    await stage.stop();
  }
}

async function toTheEnd(
  stage: Stage,
  cards: Cards,
  from: number,
  count: number,
  lanes: number,
): Promise<void> {
  let next = from;
  const lane = async () => {
    while (next < from + count) {
      const n = next++;
      const channel = placeIds[n % placeIds.length] ?? "";
      const threadTs = stage.workspace.say({
        user: people.tom,
        channel,
        text: `Atlas launches on Tuesday, says everybody in this thread. It is note ${n}.`,
      });
      const text = `<@${bot.userId}> ${goals.approval}`;
      stage.workspace.say({ user: people.maya, channel, threadTs, text });
      await cards.inThread(channel, threadTs, patienceMs);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
