import { seededRandom } from "../../../playground/workspace/faults.js";
import type { FaultCase } from "../harness/case.js";
import {
  afterMoments,
  askSeveral,
  lasting,
  pids,
  seeAll,
  untilStored,
  untilWorkGoesOn,
} from "../harness/several.js";
import type { Stage, StageSettings } from "../harness/stage.js";

const stage: StageSettings = { redis: true, redisOptions: { aof: true } };

/** The goal: from then on a new request is worked on within this. */
const RESUMED_MS = 15_000;

function redisOf(on: Stage) {
  if (!on.redis) throw new Error("This case needs Redis.");
  return on.redis;
}

/** F13, F15, F16: Redis goes, for a moment or for long, or may throw keys away. */
export const redisCases: FaultCase[] = [
  {
    id: "F13",
    title: "Redis restarts, with its append-only file",
    expected: "no loss; work resumes within 15 s",
    stage,
    fast: true,
    async run(on, seed) {
      const random = seededRandom(seed);
      const before = pids(on);
      const jobs = askSeveral(on, seed, "restart", 4);
      await afterMoments(on, 1 + Math.floor(random() * 30));
      if (random() < 0.5) await redisOf(on).kill9();
      await redisOf(on).restart();
      const { probe, tookMs } = await untilWorkGoesOn(on);
      const wrong = pids(on) === before ? [] : ["a process died"];
      if (tookMs > RESUMED_MS) wrong.push(`work went on only after ${tookMs} ms`);
      return await seeAll(on, [...jobs, probe], { more: { resumedMs: tookMs }, wrong });
    },
  },
  {
    id: "F15",
    title: "Redis is down for long",
    expected: "requests are taken all the same, and done afterwards",
    stage,
    async run(on, seed, { full }) {
      const before = pids(on);
      const hole = seed % 2 === 0;
      const early = askSeveral(on, seed, "early", 2);
      await afterMoments(on, 1 + (seed % 5));
      // Down, or there and silent.
      if (hole) redisOf(on).pause();
      else await redisOf(on).stop();
      const during = askSeveral(on, seed + 100, "during", 3);
      const takenMs = await untilStored(on, during);
      await lasting(full ? 600_000 : 6_000);
      if (hole) redisOf(on).resume();
      else await redisOf(on).start();
      const { probe, tookMs } = await untilWorkGoesOn(on);
      const wrong = pids(on) === before ? [] : ["a process died"];
      if (tookMs > RESUMED_MS) wrong.push(`work went on only after ${tookMs} ms`);
      const more = { takenMs, resumedMs: tookMs };
      return await seeAll(on, [...early, ...during, probe], { more, wrong });
    },
  },
  {
    id: "F16",
    title: "Redis may throw keys away when its memory is full",
    expected: "a start says so loudly, with what to do",
    stage: { redis: true, redisOptions: { settings: ["--maxmemory-policy", "allkeys-lru"] } },
    async run(on, seed) {
      const silent = on.processes
        .filter(({ lines }) => !lines.some((line) => /noeviction/.test(line)))
        .map(({ name }) => `${name} did not warn`);
      return await seeAll(on, askSeveral(on, seed, "evicting", 1), { wrong: silent });
    },
  },
];
