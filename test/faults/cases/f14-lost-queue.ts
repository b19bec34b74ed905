import { Redis } from "ioredis";
import type { FaultCase } from "../harness/case.js";
import { askFor, type Job, openFor } from "../harness/jobs.js";
import { lasting, seeAll, untilStored } from "../harness/several.js";
import type { Stage } from "../harness/stage.js";
import { fromBot } from "../../support/steps.js";
import { people } from "../../../playground/seed/ids.js";

/** Long enough that the queue is lost while they wait for it. */
const UNDO_SECONDS = 12;
/** The goal: everything that was in the queue is there again after this. */
const REBUILT_MS = 30_000;

/** F14: everything in Redis goes while jobs are at work and others wait for their time. */
export const lostQueueCase: FaultCase = {
  id: "F14",
  title: "FLUSHALL, or the data directory deleted, with much to do",
  expected: "rebuilt from the database within 30 s; none lost, none started twice",
  stage: {
    redis: true,
    redisOptions: { aof: true },
    file: `waiting: { undoSeconds: ${UNDO_SECONDS} }\n`,
  },
  async run(on, seed, { full }) {
    const active = full ? 500 : 12;
    const delayed = full ? 200 : 4;
    const later = await untilDelayed(on, seed, delayed);
    const release = on.model.hold();
    const now = Array.from({ length: active }, (_, n) =>
      askFor(on.workspace, "answer", `active ${seed}.${n} ${Math.round(performance.now())}`),
    );
    await untilStored(on, now);

    if (seed % 2 === 0) await on.redis?.flush();
    else await on.redis?.loseData();
    const lostMs = performance.now();
    await untilRebuilt(on);
    const rebuiltMs = Math.round(performance.now() - lostMs);
    release();
    const timeoutMs = 60_000 + (active + delayed) * 3_000;
    const wrong = rebuiltMs > REBUILT_MS ? [`rebuilt only after ${rebuiltMs} ms`] : [];
    const more = { active, delayed, rebuiltMs };
    return await seeAll(on, [...now, ...later], { timeoutMs, more, wrong });
  },
};

/** Jobs whose post waits for the time in which it can be undone. */
async function untilDelayed(on: Stage, seed: number, howMany: number): Promise<Job[]> {
  const jobs = Array.from({ length: howMany }, (_, n) =>
    askFor(on.workspace, "post", `delayed ${seed}.${n} ${Math.round(performance.now())}`),
  );
  await Promise.all(
    jobs.map(async (job) => {
      const { ts } = await on.workspace.waitFor(
        (w) => fromBot(w, job).findLast((one) => openFor(one) !== null),
        { timeoutMs: 120_000, what: `a card of ${job.name}` },
      );
      const press = { user: people.priya, channel: job.channel, ts, actionId: "call.approve" };
      await on.workspace.click(press);
    }),
  );
  return jobs;
}

/** Resolves when every job that can go on is held by a worker or waits in the queue. */
async function untilRebuilt(on: Stage): Promise<void> {
  const redis = new Redis(on.redis?.url ?? "");
  try {
    for (;;) {
      const open = await on.rows<{ id: string; token: number }>(
        `select id, token from fermata.run where status in ('queued', 'running')
           and (lease_until is null or lease_until <= now())
           and (next_try_at is null or next_try_at <= now())`,
      );
      // Woken by somebody's act, or by a sweep that knows which lease is over.
      const names = open.map(({ id, token }) => [id, `${id}.${token}`]);
      const there = await Promise.all(
        names.map((both) => redis.exists(both.map((name) => `fermata:advance:de:${name}`))),
      );
      if (there.every((found) => found > 0)) return;
      await lasting(100);
    }
  } finally {
    redis.disconnect();
  }
}
