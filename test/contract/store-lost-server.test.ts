import { openPools, type StorePools } from "../../src/store/open-store-pool.js";
import { migrate } from "../../src/store/migrate.js";
import { createTransact } from "../../src/store/transaction.js";
import { createAdvanceQueue } from "../../src/queue/advance-queue.js";
import { makeOwnPostgres, ownPostgresMissing, type OwnPostgres } from "./own-postgres.js";
import { describeFor } from "./servers.js";

describeFor(ownPostgresMissing(), "a lost server", () => {
  let server: OwnPostgres;
  let pools: StorePools;
  const errors: Error[] = [];
  const onError = (error: Error) => void errors.push(error);

  beforeAll(async () => {
    server = await makeOwnPostgres();
    pools = await openPools({ databaseUrl: server.url, dataDir: "unused", onError });
    await migrate(pools, {});
  });
  afterAll(async () => {
    await pools.close();
    await server.remove();
  });

  it("breaks what is under way, not the process, and is found again", async () => {
    const transact = createTransact(pools.pool, { onAfterCommitError: () => undefined });
    const ears = await pools.pool.connect();
    await ears.query("listen bell");
    let cut: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (cut = resolve));
    const interrupted = transact(async () => gate);
    const lost = expect(interrupted).rejects.toThrow();

    server.stop();
    cut();
    await lost;
    await expect(pools.pool.query("select 1")).rejects.toThrow();
    ears.release(true);

    server.start();
    expect((await pools.pool.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
    expect(await transact(async () => "again")).toBe("again");
    expect(errors.length).toBeGreaterThan(0);
  });

  it("does not stop a worker from hearing wake-ups once it is back", async () => {
    const queue = createAdvanceQueue({
      pool: pools.bullPool,
      prefix: "lost",
      drainDelay: 60,
      onError,
    });
    const seen: string[] = [];
    const waiting: (() => void)[] = [];
    const worker = queue.work(
      async (runId) => {
        seen.push(runId);
        waiting.shift()?.();
      },
      { concurrency: 2 },
    );
    await worker.ready();
    const wake = async (runId: string) => {
      const handled = new Promise<void>((resolve) => waiting.push(resolve));
      await untilAccepted(() => queue.wake(runId));
      await handled;
    };
    // Closed whatever happens: a worker over a pool that has ended would never rest.
    try {
      await wake("before");
      server.stop();
      await expect(queue.wake("during")).rejects.toMatchObject({ code: "QUEUE_UNREACHABLE" });
      server.start();
      await wake("after");
      await wake("after again");
      expect(seen).toEqual(["before", "after", "after again"]);
    } finally {
      await queue.close();
    }
  });
});

/** The first wake-up after a restart may meet a connection of before; the sweeper wakes again, and so do we. */
async function untilAccepted(wake: () => Promise<void>): Promise<void> {
  for (let left = 10; ; left -= 1) {
    try {
      return await wake();
    } catch (error) {
      if (left === 0) throw error;
    }
  }
}

it("says that the database does not answer", async () => {
  const opening = openPools({
    databaseUrl: "postgres://postgres@127.0.0.1:1/none",
    dataDir: "unused",
    onError: () => undefined,
  });
  await expect(opening).rejects.toMatchObject({ code: "DATABASE_UNREACHABLE" });
});
