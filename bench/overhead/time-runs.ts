import type { Meter, Used } from "./meter.js";

/** How fast runs went, and what each cost the measured process and its database. */
export interface Timed {
  runsPerSecond: number;
  commitsPerRun: number;
  statementsPerRun: number;
  cpuMsPerRun: number;
}

const concurrency = 8;
const warmUp = 16;

/** Times so many runs, eight at a time, after a few that do not count. */
export async function timeRuns(
  runs: number,
  meter: Meter,
  one: (n: number) => Promise<void>,
  atStart: () => void = () => undefined,
): Promise<Timed> {
  await atOnce(warmUp, one, 0);
  atStart();
  const before = await meter();
  const startedAt = performance.now();
  await atOnce(runs, one, warmUp);
  const tookMs = performance.now() - startedAt;
  const after = await meter();
  const each = (of: keyof Used) => Math.round(((after[of] - before[of]) / runs) * 10) / 10;
  return {
    runsPerSecond: Math.round((runs / tookMs) * 10_000) / 10,
    commitsPerRun: each("commits"),
    statementsPerRun: each("statements"),
    cpuMsPerRun: each("cpuMs"),
  };
}

async function atOnce(
  runs: number,
  one: (n: number) => Promise<void>,
  from: number,
): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < runs) await one(from + next++);
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, runs) }, lane));
}
