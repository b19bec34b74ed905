import { type Counted, countCommits } from "./count-commits.js";

/** How fast runs went, and what each cost the database. */
export interface Timed {
  runsPerSecond: number;
  commitsPerRun: number;
  statementsPerRun: number;
  cpuMsPerRun: number;
}

const concurrency = 8;
const warmUp = 8;

/** Times so many runs, eight at a time, after a few that do not count. */
export async function timeRuns(
  runs: number,
  one: (n: number) => Promise<void>,
  atStart: () => void = () => undefined,
): Promise<Timed> {
  const count = countCommits();
  try {
    await atOnce(warmUp, one, 0);
    atStart();
    const before = count.read();
    const cpuBefore = process.cpuUsage();
    const startedAt = performance.now();
    await atOnce(runs, one, warmUp);
    const tookMs = performance.now() - startedAt;
    const cpu = process.cpuUsage(cpuBefore);
    const after = count.read();
    const each = (of: keyof Counted) => Math.round(((after[of] - before[of]) / runs) * 10) / 10;
    return {
      runsPerSecond: Math.round((runs / tookMs) * 10_000) / 10,
      commitsPerRun: each("commits"),
      statementsPerRun: each("statements"),
      cpuMsPerRun: Math.round((cpu.user + cpu.system) / 1000 / runs),
    };
  } finally {
    count.stop();
  }
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
