import { setTimeout as pause } from "node:timers/promises";
import { Redis } from "ioredis";
import { bot, people } from "../../playground/seed/ids.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";
import { type Figures, type Report, tenth } from "../figures.js";
import { openDatabase } from "./database.js";
import { placeIds } from "./places.js";
import { goals, scaleScripts } from "./scripts.js";
import { setStage } from "./stage.js";
import { until } from "./until.js";

/** As promised; fewer where the whole bench is asked to be small. */
const most = { active: 500, delayed: 200 };
const promisedSeconds = 30;
/** Finishing seven hundred jobs is the machine's matter; that each is moving again is ours. */
const patienceMs = 600_000;

/**
 * Redis loses everything while five hundred jobs are at work or in its queue and two hundred wait for a later try:
 * how long until each is known to the queue again, and whether each comes to its end once.
 */
export async function benchFlush(options: { runs: number }): Promise<Report> {
  const active = Math.min(most.active, Math.ceil(options.runs / 2));
  const delayed = Math.min(most.delayed, Math.ceil(options.runs / 5));
  let isDown = true;
  const scripts = scaleScripts();
  const stage = await setStage({
    scripts: {
      ...scripts,
      triage: (input) => {
        // What the model says breaks the step: the run is tried again later.
        if (isDown && input.goal.includes("later")) throw new Error("not now");
        if (!scripts.triage) throw new Error("There is no script.");
        return scripts.triage(input);
      },
    },
    store: "postgres",
    redis: true,
    runsAtOnce: 8,
  });
  try {
    if (!stage.postgres || !stage.redis) throw new Error("No servers.");
    const database = await openDatabase(stage.postgres);
    await stage.start("bot");
    await stage.start("worker");
    for (let n = 0; n < delayed; n += 1) mention(stage.workspace, n, "later");
    const waitsForLater = `from fermata.run where status = 'queued' and next_try_at > now()`;
    await until(async () => (await database.count(waitsForLater)) >= delayed, 120_000);
    const isDelayed = await database.count(waitsForLater);
    const release = stage.model.hold();
    for (let n = 0; n < active; n += 1) mention(stage.workspace, delayed + n, "now");
    await until(
      async () => (await database.count("from fermata.run")) >= active + delayed,
      120_000,
    );
    // Each has been handed to the queue.
    await pause(1_000);
    await stage.redis.flush();
    const start = performance.now();
    isDown = false;
    const { url } = stage.redis;
    // Whoever should move and is not at work has to be known to the queue.
    const missing = async () => {
      const known = await queuedRuns(url);
      const idle = await database.ids(`select id from fermata.run where status = 'queued'
        and (next_try_at is null or next_try_at <= now())`);
      return idle.filter((id) => !known.has(id)).length;
    };
    const missingAtOnce = await missing();
    const isRebuilt = await until(async () => (await missing()) === 0, 120_000);
    const rebuiltSeconds = tenth((performance.now() - start) / 1_000);
    release();
    const isDone = await until(
      async () =>
        (await database.count(`from fermata.run where status = 'waiting'`)) === active + delayed,
      patienceMs,
    );
    const allSeconds = tenth((performance.now() - start) / 1_000);
    const runs = await database.runs();
    const doubled = await database.count(
      `from (select run_id from fermata.human_call group by run_id having count(*) > 1) twice`,
    );
    await database.close();
    const figures: Figures = {
      active,
      delayed: isDelayed,
      missingAtOnce,
      rebuiltSeconds,
      allSeconds,
      doubled,
      ...runs,
    };
    console.log("waiting, redisFlush:", figures);
    return {
      figures,
      broken: [
        ...(!isRebuilt || rebuiltSeconds > promisedSeconds
          ? [`the queue was rebuilt after ${rebuiltSeconds} s`]
          : []),
        ...(isDone ? [] : [`jobs were lost with Redis: ${JSON.stringify(runs)}`]),
        ...(doubled > 0 ? [`${doubled} jobs asked twice`] : []),
      ].map((sentence) => `waiting, redis flush: ${sentence}`),
    };
  } finally {
    await stage.stop();
  }
}

function mention(workspace: Workspace, n: number, when: "now" | "later"): void {
  const channel = placeIds[n % placeIds.length] ?? "";
  const text = `<@${bot.userId}> ${goals.question} ${when}`;
  workspace.say({ user: people.maya, channel, text });
}

/** The runs that Redis knows a wake-up of, by the keys that keep them single. */
async function queuedRuns(url: string): Promise<Set<string>> {
  const redis = new Redis(url);
  try {
    const keys = await redis.keys("*:advance:de:run_*");
    return new Set(keys.map((key) => key.slice(key.lastIndexOf(":") + 1)));
  } finally {
    redis.disconnect();
  }
}
