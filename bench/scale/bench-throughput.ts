import { cpus } from "node:os";
import type { Figures, Report } from "../figures.js";
import { type Timed, timeEnds } from "./time-ends.js";

const leastRatio = 1.5;
/** Of all cores, whoever keeps them busy: above this nothing more can come of one more worker. */
const saturated = 0.85;
/** Of one core: a process does its work on one loop. */
const saturatedLoop = 0.9;
/** How often each is timed. */
const rounds = 2;
/** What a call to a model takes where workers are to be the limit, and how many runs each works on. */
const slowModelMs = 200;
const slowRunsAtOnce = 2;

const places = [
  { name: "postgres", store: "postgres", redis: false },
  { name: "postgresAndRedis", store: "postgres", redis: true },
] as const;

/**
 * Runs a second from a mention to its result, with one and with two workers, side by side: first with a model that
 * answers at once, where the machine's cores are the limit; then with one that takes its time, where the workers are.
 */
export async function benchThroughput(options: { runs: number }): Promise<Report> {
  const broken: string[] = [];
  const figures: Figures = { cores: cpus().length, runs: options.runs };
  const say = (name: string, found: Figures) => {
    figures[name] = found;
    console.log(`throughput, ${name}:`, found);
  };
  const instant = { runs: options.runs, modelMs: 0, runsAtOnce: 8 };
  say("embedded", {
    ...(await timeEnds({ ...instant, store: "embedded", redis: false, workers: 0 })),
  });
  for (const { name, ...place } of places) {
    const { one, two } = await bothWays({ ...instant, ...place });
    const ratio = ratioOf(one, two);
    const limitedBy = limitOf(two);
    say(name, { one: { ...one }, two: { ...two }, ratio, limitedBy });
    if (limitedBy === "workers" && ratio < leastRatio)
      broken.push(`throughput, ${name}: two workers do ${ratio} times the runs of one`);
  }
  const slow = {
    runs: Math.ceil(options.runs / 2),
    modelMs: slowModelMs,
    runsAtOnce: slowRunsAtOnce,
  };
  for (const { name, ...place } of places) {
    const { one, two } = await bothWays({ ...slow, ...place });
    const ratio = ratioOf(one, two);
    const limitedBy = limitOf(two);
    say(`${name}SlowModel`, { one: { ...one }, two: { ...two }, ratio, limitedBy });
    if (limitedBy === "workers" && ratio < leastRatio)
      broken.push(
        `throughput, ${name}, a model of ${slowModelMs} ms: two workers do ${ratio} times the runs of one`,
      );
  }
  return { figures, broken };
}

/** One worker and two, in turn and twice, so that whatever else the machine does meets both; of each the median. */
async function bothWays(
  how: Omit<Parameters<typeof timeEnds>[0], "workers">,
): Promise<{ one: Timed; two: Timed }> {
  const found: Record<1 | 2, Timed[]> = { 1: [], 2: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const workers of [1, 2] as const) found[workers].push(await timeEnds({ ...how, workers }));
  }
  return { one: medianOf(found[1]), two: medianOf(found[2]) };
}

/** The median of each figure by itself. */
function medianOf(times: readonly Timed[]): Timed {
  const median = (name: keyof Timed) => {
    const sorted = times.map((one) => one[name]).toSorted((a, b) => a - b);
    const [low = 0, high = low] = sorted.slice((sorted.length - 1) >> 1, (sorted.length >> 1) + 1);
    return Math.round(((low + high) / 2) * 100) / 100;
  };
  return {
    runsPerSecond: median("runsPerSecond"),
    botMs: median("botMs"),
    workersMs: median("workersMs"),
    databaseMs: median("databaseMs"),
    besideMs: median("besideMs"),
    coresBusy: median("coresBusy"),
    machineBusy: median("machineBusy"),
  };
}

function ratioOf(one: Timed, two: Timed): number {
  return Math.round((two.runsPerSecond / one.runsPerSecond) * 100) / 100;
}

/** Who can do no more: all cores, the one bot, which has one loop, or the workers. */
function limitOf(timed: Timed): "processor" | "bot" | "workers" {
  if (timed.machineBusy > saturated) return "processor";
  const botBusy = (timed.botMs * timed.runsPerSecond) / 1_000;
  return botBusy > saturatedLoop ? "bot" : "workers";
}
