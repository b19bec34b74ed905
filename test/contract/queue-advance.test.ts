import { Redis } from "ioredis";
import { createAdvanceQueue, type AdvanceQueue } from "../../src/queue/advance-queue.js";
import { migrate } from "../../src/store/migrate.js";
import type { StorePools } from "../../src/store/open-store-pool.js";
import { createTransact } from "../../src/store/transaction.js";
import { borrowRedis, describeWith } from "./servers.js";
import { openTestStore, type TestStore } from "./stores.js";

/** Counts what happened and lets a test wait for the n-th time. */
function createTally() {
  const seen: string[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  return {
    seen,
    add(what: string) {
      seen.push(what);
      for (const { count, resolve } of waiting) if (seen.length >= count) resolve();
    },
    reaches: (count: number) =>
      new Promise<void>((resolve) => {
        if (seen.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
  };
}

function createGate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

for (const kind of ["embedded", "postgres", "redis"] as const) {
  describeWith(kind, `the queue, ${kind}`, () => {
    let store: TestStore | undefined;
    let place: { pool?: StorePools["bullPool"]; redisUrl?: string };
    let drop: () => Promise<void> = async () => undefined;
    let queue: AdvanceQueue;
    let round = 0;
    let prefix = "";
    const errors: Error[] = [];

    beforeAll(async () => {
      if (kind === "redis") {
        const redis = borrowRedis();
        place = { redisUrl: redis.url };
        prefix = redis.prefix;
        drop = () => redis.drop();
        return;
      }
      store = await openTestStore(kind);
      await migrate(store.pools, {});
      place = { pool: store.pools.bullPool };
      prefix = "test";
    });
    afterAll(async () => {
      await drop();
      await store?.close();
    });
    beforeEach(() => {
      errors.length = 0;
      queue = open();
    });
    afterEach(() => queue.close());

    function open(): AdvanceQueue {
      return createAdvanceQueue({
        ...place,
        prefix: `${prefix}-${++round}`,
        // A worker that only polled would come a minute late: these tests end only because it is woken.
        drainDelay: 60,
        onError: (error) => void errors.push(error),
      });
    }

    it("wakes an idle worker at once", async () => {
      const tally = createTally();
      const worker = queue.work(async (runId) => tally.add(runId), { concurrency: 4 });
      await worker.ready();
      for (let i = 1; i <= 5; i++) {
        await queue.wake(`run-${i}`);
        await tally.reaches(i);
      }
      expect(tally.seen).toEqual(["run-1", "run-2", "run-3", "run-4", "run-5"]);
      expect(errors).toEqual([]);
    });

    it("does one more round for any number of wake-ups during one, never two at once", async () => {
      const started = createTally();
      const first = createGate();
      let active = 0;
      let most = 0;
      const worker = queue.work(
        async (runId) => {
          most = Math.max(most, ++active);
          started.add(runId);
          if (started.seen.length === 1) await first.opened;
          active--;
        },
        { concurrency: 4 },
      );
      await worker.ready();
      await queue.wake("run-a");
      await started.reaches(1);
      for (let i = 0; i < 5; i++) await queue.wake("run-a");
      // Another run is not held up.
      await queue.wake("run-b");
      await started.reaches(2);
      first.open();
      await started.reaches(3);
      await worker.close();
      expect([started.seen, most]).toEqual([["run-a", "run-b", "run-a"], 2]);
    });

    /** A worker, and one that died with a job of run-a: it stays active until its lock runs out, here for ever. */
    async function besideOneThatIsGone() {
      const tally = createTally();
      const gate = createGate();
      const gone = queue.work(
        async (runId) => {
          tally.add(`gone ${runId}`);
          await gate.opened;
        },
        { concurrency: 1 },
      );
      await gone.ready();
      await queue.wake("run-a");
      await tally.reaches(1);
      const worker = queue.work(async (runId) => tally.add(runId), { concurrency: 1 });
      await worker.ready();
      return { tally, gate };
    }

    it("is not held up by a job that is active on a worker that is gone", async () => {
      const { tally, gate } = await besideOneThatIsGone();
      for (let sweep = 0; sweep < 3; sweep++) await queue.wake("run-a", { past: 1 });
      await tally.reaches(2);
      await queue.wake("run-a", { past: 2 });
      await tally.reaches(3);
      expect(tally.seen.slice(0, 3)).toEqual(["gone run-a", "run-a", "run-a"]);
      gate.open();
    });

    it("is not held up by a job whose worker died before it took the run", async () => {
      const { tally, gate } = await besideOneThatIsGone();
      // Nobody has had a lease on it.
      await queue.wake("run-a", { past: 0 });
      await tally.reaches(2);
      expect(tally.seen).toEqual(["gone run-a", "run-a"]);
      gate.open();
    });

    it("takes what a dead worker left before all that wait", async () => {
      const tally = createTally();
      const gate = createGate();
      const worker = queue.work(
        async (runId) => {
          tally.add(runId);
          await gate.opened;
        },
        { concurrency: 1 },
      );
      await worker.ready();
      await queue.wake("run-a");
      await tally.reaches(1);
      for (const id of ["run-b", "run-c"]) await queue.wake(id, { past: 0 });
      await queue.wake("run-left", { past: 3, ahead: true });
      gate.open();
      await tally.reaches(4);
      expect(tally.seen).toEqual(["run-a", "run-left", "run-b", "run-c"]);
    });

    it("is not held up by a far wake-up, and keeps a near one", async () => {
      const tally = createTally();
      const worker = queue.work(async (runId) => tally.add(runId), { concurrency: 1 });
      await worker.ready();
      await queue.wake("run-a", { delayMs: 3_600_000 });
      await queue.wake("run-a");
      await tally.reaches(1);
      await queue.wake("run-b", { delayMs: 30 });
      await tally.reaches(2);
      expect(tally.seen).toEqual(["run-a", "run-b"]);
    });

    it("reports a handler that throws, and wakes the run again", async () => {
      const tally = createTally();
      const reported = createGate();
      await queue.close();
      queue = createAdvanceQueue({
        ...place,
        prefix: `${prefix}-throws`,
        drainDelay: 60,
        onError: (error) => {
          errors.push(error);
          reported.open();
        },
      });
      const worker = queue.work(
        async (runId) => {
          tally.add(runId);
          if (tally.seen.length === 1) throw new Error("broken once");
        },
        { concurrency: 1 },
      );
      await worker.ready();
      await queue.wake("run-a");
      await reported.opened;
      expect(errors.map(({ message }) => message)).toEqual(["broken once"]);
      await queue.wake("run-a");
      await tally.reaches(2);
    });

    it("runs what came during a round that failed", async () => {
      const tally = createTally();
      const first = createGate();
      const worker = queue.work(
        async (runId) => {
          tally.add(runId);
          if (tally.seen.length > 1) return;
          await first.opened;
          throw new Error("broken once");
        },
        { concurrency: 1 },
      );
      await worker.ready();
      await queue.wake("run-a");
      await tally.reaches(1);
      await queue.wake("run-a");
      first.open();
      await tally.reaches(2);
      expect(tally.seen).toEqual(["run-a", "run-a"]);
    });

    it("forgets everything when cleared, and works on", async () => {
      await queue.wake("run-old");
      await queue.clear();
      const tally = createTally();
      const worker = queue.work(async (runId) => tally.add(runId), { concurrency: 1 });
      await worker.ready();
      await queue.wake("run-new");
      await tally.reaches(1);
      expect(tally.seen).toEqual(["run-new"]);
    });

    it("waits for the rounds under way when closed", async () => {
      const tally = createTally();
      const gate = createGate();
      const worker = queue.work(
        async () => {
          tally.add("started");
          await gate.opened;
          tally.add("ended");
        },
        { concurrency: 1 },
      );
      await worker.ready();
      await queue.wake("run-a");
      await tally.reaches(1);
      const closed = queue.close().then(() => tally.add("closed"));
      gate.open();
      await closed;
      expect(tally.seen).toEqual(["started", "ended", "closed"]);
    });

    it("keeps installations apart by prefix", async () => {
      const other = open();
      const tally = createTally();
      const mine = queue.work(async (runId) => tally.add(`mine ${runId}`), { concurrency: 1 });
      const theirs = other.work(async (runId) => tally.add(`theirs ${runId}`), { concurrency: 1 });
      await Promise.all([mine.ready(), theirs.ready()]);
      await queue.wake("run-a");
      await tally.reaches(1);
      await other.wake("run-a");
      await tally.reaches(2);
      expect(tally.seen).toEqual(["mine run-a", "theirs run-a"]);
      await other.close();
    });

    if (kind !== "redis") {
      it("refuses a wake-up inside a transaction, which comes after its commit instead", async () => {
        if (!store) throw new Error("No store.");
        const failed = (error: unknown) => void errors.push(error as Error);
        const transact = createTransact(store.pools.pool, { onAfterCommitError: failed });
        await queue.wake("run-warm");
        await expect(transact(() => queue.wake("run-a"))).rejects.toMatchObject({
          code: "POOL_IN_TRANSACTION",
        });
        const tally = createTally();
        const worker = queue.work(async (runId) => tally.add(runId), { concurrency: 1 });
        await worker.ready();
        await transact(async (_tx, afterCommit) => afterCommit(() => queue.wake("run-b")));
        await tally.reaches(2);
        expect(tally.seen).toEqual(["run-warm", "run-b"]);
      });
    }
  });
}

it("says that Redis does not answer, and goes on", async () => {
  const errors: Error[] = [];
  const queue = createAdvanceQueue({
    redisUrl: "redis://127.0.0.1:1",
    prefix: "none",
    wakeTimeoutMs: 50,
    onError: (error) => void errors.push(error),
  });
  await expect(queue.wake("run-a")).rejects.toMatchObject({ code: "QUEUE_UNREACHABLE" });
  expect(errors.length).toBeGreaterThan(0);
  await queue.close();
});

describeWith("redis", "the queue's keys", () => {
  it("leave nothing outside their prefix", async () => {
    const borrowed = borrowRedis();
    const redis = new Redis(borrowed.url);
    const queue = createAdvanceQueue({
      redisUrl: borrowed.url,
      prefix: borrowed.prefix,
      onError: () => undefined,
    });
    await queue.wake("run-a");
    const keys = await redis.keys(`${borrowed.prefix}*`);
    expect(keys.length).toBeGreaterThan(0);
    await queue.close();
    await borrowed.drop();
    expect(await redis.keys(`${borrowed.prefix}*`)).toEqual([]);
    redis.disconnect();
  });
});
