import { setTimeout as pause } from "node:timers/promises";
import { Redis } from "ioredis";
import { bot, people } from "../../playground/seed/ids.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";
import { keyOf } from "../../test/faults/harness/jobs.js";
import { type Figures, type Report, tenth } from "../figures.js";
import { openDatabase } from "./database.js";
import { placeIds } from "./places.js";
import { goals, scaleScripts } from "./scripts.js";
import { setStage } from "./stage.js";
import { until } from "./until.js";

/** As promised; fewer where the whole bench is asked to be small. */
const most = { active: 500, delayed: 200 };
/** The share of each that must really be so at the moment of the loss. */
const leastShare = 0.9;
const promisedSeconds = 30;
/** Longer than it takes to get everything ready. */
const modelAwayS = 120;
/** Finishing seven hundred jobs is the machine's matter; that each is moving again is ours. */
const patienceMs = 600_000;

const isLater = `status = 'queued' and next_try_at > now()`;
const isNow = `status = 'running' or (status = 'queued' and (next_try_at is null or next_try_at <= now()))`;

/**
 * Redis loses everything while five hundred jobs are at work or in its queue and two hundred wait for a later try:
 * how long until each is known to the queue again, and whether each comes to its end once. A later try is a time in
 * the job's row and no delayed job in Redis: what is shown of those is that none is forgotten or asked twice.
 */
export async function benchFlush(options: { runs: number }): Promise<Report> {
  const wanted = {
    active: Math.min(most.active, Math.ceil(options.runs / 2)),
    delayed: Math.min(most.delayed, Math.ceil(options.runs / 5)),
  };
  const all = wanted.active + wanted.delayed;
  let isDown = true;
  const stage = await setStage({
    scripts: scaleScripts(),
    store: "postgres",
    redis: true,
    runsAtOnce: 8,
    // Only plans need the model that is away; what is asked now needs the other one.
    spoil({ asked, response }) {
      if (!isDown || asked.role !== "plan") return false;
      response.writeHead(503, { "retry-after": `${modelAwayS}` }).end();
      return true;
    },
  });
  try {
    if (!stage.postgres || !stage.redis) throw new Error("No servers.");
    const database = await openDatabase(stage.postgres);
    const runsThat = (isSo: string) => database.count(`from fermata.run where ${isSo}`);
    await stage.start("bot");
    await stage.start("worker");
    for (let n = 0; n < wanted.delayed; n += 1) mention(stage.workspace, n, "later");
    await until(async () => (await runsThat(isLater)) >= wanted.delayed, 60_000);
    const release = stage.model.hold();
    for (let n = wanted.delayed; n < all; n += 1) mention(stage.workspace, n, "now");
    await until(async () => (await runsThat("true")) >= all, 60_000);
    // Each has been handed to the queue.
    await pause(1_000);
    const [active, delayed] = [await runsThat(isNow), await runsThat(isLater)];
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
      async () => (await runsThat(`status = 'waiting'`)) === all,
      patienceMs,
    );
    const allSeconds = tenth((performance.now() - start) / 1_000);
    const isQuiet = await database.quiet(120_000);
    const runs = await database.runs();
    const askedTwice = await database.count(
      `from (select run_id from fermata.human_call group by run_id having count(*) > 1) twice`,
    );
    const doubled = doubledIn(stage.workspace);
    await database.close();
    const figures: Figures = {
      active,
      delayed,
      missingAtOnce,
      rebuiltSeconds,
      allSeconds,
      askedTwice,
      doubled,
      ...runs,
    };
    console.log("waiting, redisFlush:", figures);
    const tooFew = (found: number, of: number) => found < of * leastShare;
    return {
      figures,
      broken: [
        ...(tooFew(active, wanted.active) ? [`only ${active} jobs were active at the loss`] : []),
        ...(tooFew(delayed, wanted.delayed) ? [`only ${delayed} jobs waited for later`] : []),
        ...(!isRebuilt || rebuiltSeconds > promisedSeconds
          ? [`the queue was rebuilt after ${rebuiltSeconds} s`]
          : []),
        ...(isDone ? [] : [`jobs were lost with Redis: ${JSON.stringify(runs)}`]),
        ...(isQuiet ? [] : ["not everything was shown in the end"]),
        ...(askedTwice > 0 ? [`${askedTwice} jobs asked twice`] : []),
        ...(doubled > 0 ? [`${doubled} messages are there twice`] : []),
      ].map((sentence) => `waiting, redis flush: ${sentence}`),
    };
  } finally {
    await stage.stop();
  }
}

/** Messages of ours whose mark is there more than once. */
function doubledIn(workspace: Workspace): number {
  const keys = placeIds.flatMap((id) => workspace.world.messagesIn(id).map(keyOf)).filter(Boolean);
  return keys.length - new Set(keys).size;
}

function mention(workspace: Workspace, n: number, when: "now" | "later"): void {
  const channel = placeIds[n % placeIds.length] ?? "";
  const goal =
    when === "now" ? goals.question : `${goals.approval}, and ask <@${people.priya}> to approve`;
  const text = `<@${bot.userId}> ${goal}`;
  workspace.say({ user: people.maya, channel, text });
}

/** The runs that Redis knows a wake-up of, by the keys that keep them single. */
async function queuedRuns(url: string): Promise<Set<string>> {
  const redis = new Redis(url);
  try {
    const keys = await redis.keys("*:advance:de:run_*");
    // A wake-up past a lease that is over has the lease's token behind the run.
    return new Set(keys.map((key) => key.slice(key.lastIndexOf(":") + 1).replace(/\.\d+$/, "")));
  } finally {
    redis.disconnect();
  }
}
