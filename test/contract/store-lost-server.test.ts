import { openPools, type StorePools } from "../../src/store/open-store-pool.js";
import { migrate } from "../../src/store/migrate.js";
import { createPgPool } from "../../src/store/pool/pg-pool.js";
import { createTransact } from "../../src/store/transaction.js";
import { createAdvanceQueue } from "../../src/queue/advance-queue.js";
import { makeOwnPostgres, type OwnPostgres } from "../faults/harness/own-postgres.js";
import { ownPostgresMissing } from "../faults/harness/postgres-programs.js";
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

    await server.stop();
    cut();
    await lost;
    await expect(pools.pool.query("select 1")).rejects.toThrow();
    ears.release(true);

    await server.start();
    expect((await pools.pool.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
    expect(await transact(async () => "again")).toBe("again");
    expect(errors.length).toBeGreaterThan(0);
  });

  it("names the outage, also where the server is there and silent", async () => {
    const pool = createPgPool({
      connectionString: server.url,
      max: 1,
      statementTimeoutMs: 200,
      silenceMs: 200,
      onError,
    });
    await pool.query("select 1");
    server.pause();
    await expect(pool.query("select 1")).rejects.toMatchObject({ code: "DATABASE_UNREACHABLE" });
    server.resume();
    expect((await pool.query("select 2 as two")).rows).toEqual([{ two: 2 }]);
    await server.readOnly(true);
    await expect(pool.query("create table none (n int)")).rejects.toMatchObject({
      code: "DATABASE_READ_ONLY",
    });
    await server.readOnly(false);
    await server.stop();
    await expect(pool.query("select 1")).rejects.toMatchObject({ code: "DATABASE_UNREACHABLE" });
    await server.start();
    await pool.end();
  });

  it("does not stop a worker from hearing wake-ups once it is back", async () => {
    const queue = createAdvanceQueue({
      pool: pools.bullPool,
      prefix: "lost",
      drainDelay: 60,
      onError,
    });
    const waiting = new Map<string, () => void>();
    const worker = queue.work(async (runId) => waiting.get(runId)?.(), { concurrency: 2 });
    await worker.ready();
    const wake = async (runId: string) => {
      const handled = new Promise<void>((resolve) => waiting.set(runId, resolve));
      await untilAccepted(() => queue.wake(runId));
      await handled;
    };
    // Closed whatever happens: a worker over a pool that has ended would never rest.
    try {
      await wake("before");
      await server.stop();
      const before = errors.length;
      await expect(queue.wake("during")).rejects.toMatchObject({ code: "QUEUE_UNREACHABLE" });
      // It rests between its tries: nobody is served by a thousand of them.
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      expect(errors.length - before).toBeLessThan(100);
      await server.start();
      // The first one may come again: its end may not have been written.
      await wake("after");
      await wake("after again");
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
