import { cpus } from "node:os";
import type { Figures, Report } from "../figures.js";
import { type Timed, timeEnds } from "./time-ends.js";

const leastRatio = 1.5;
/** Of all cores, whoever keeps them busy: above this nothing more can come of one more worker. */
const saturated = 0.85;
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
    const one = await timeEnds({ ...instant, ...place, workers: 1 });
    const two = await timeEnds({ ...instant, ...place, workers: 2 });
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
    const one = await timeEnds({ ...slow, ...place, workers: 1 });
    const two = await timeEnds({ ...slow, ...place, workers: 2 });
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

function ratioOf(one: Timed, two: Timed): number {
  return Math.round((two.runsPerSecond / one.runsPerSecond) * 100) / 100;
}

function limitOf(timed: Timed): "processor" | "workers" {
  return timed.machineBusy > saturated ? "processor" : "workers";
}
