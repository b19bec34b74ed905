import type { Pool, PoolClient } from "../../src/store/pool/pool.js";
import { createSignals } from "../../src/store/signals.js";
import { insideTransaction } from "../../src/store/transaction-scope.js";
import { describeWith } from "./servers.js";
import { openTestStore, storeKinds, type TestStore } from "./stores.js";

/** Resolves at the next call of the function it gives. */
function nextCall(): { fn: (value?: string) => void; called: Promise<string | undefined> } {
  let fn!: (value?: string) => void;
  const called = new Promise<string | undefined>((resolve) => (fn = resolve));
  return { fn, called };
}

for (const kind of storeKinds) {
  describeWith(kind, `signals, ${kind}`, () => {
    let store: TestStore;
    beforeAll(async () => {
      store = await openTestStore(kind);
    });
    afterAll(() => store.close());

    it("hears runs and the outbox, each on its own, until it is told to stop", async () => {
      const signals = createSignals(store.pools.pool, () => undefined);
      const stopped = nextCall();
      const heard: string[] = [];
      // Subscribing inside a transaction must not count as a use of the pool inside it.
      const unsubscribe = await insideTransaction(async () => signals.onRunSignal(stopped.fn));
      await signals.listening();
      await store.pools.pool.query("select pg_notify('fermata_run', 'run_1')");
      expect(await stopped.called).toBe("run_1");
      unsubscribe();
      signals.onRunSignal((id) => void heard.push(id));
      const change = nextCall();
      signals.onChange(() => change.fn());
      await store.pools.pool.query("select pg_notify('fermata_outbox', '')");
      await change.called;
      expect(heard).toEqual([]);
      await signals.close();
      await signals.close();
    });

    it("gives its client back as broken, so that nobody inherits what it listens to", async () => {
      const released: unknown[] = [];
      const pool: Pool = Object.assign(Object.create(store.pools.pool) as Pool, {
        async connect(): Promise<PoolClient> {
          const client = await store.pools.pool.connect();
          const release = client.release.bind(client);
          client.release = (broken) => {
            released.push(broken);
            release(broken);
          };
          return client;
        },
      });
      const signals = createSignals(pool, () => undefined);
      signals.onChange(() => undefined);
      await signals.listening();
      await signals.close();
      expect(released).toEqual([true]);
    });
  });
}

describeWith("postgres", "signals on a server that goes away", () => {
  let store: TestStore;
  beforeAll(async () => {
    store = await openTestStore("postgres");
  });
  afterAll(() => store.close());

  it("listens again after its connection was cut, and reports what it may have missed", async () => {
    const errors: unknown[] = [];
    const { pool } = store.pools;
    const signals = createSignals(pool, (error) => void errors.push(error));
    let change = nextCall();
    signals.onChange(() => change.fn());
    await signals.listening();
    await change.called;
    change = nextCall();
    await pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query ilike 'listen %'`);
    await change.called;
    expect(errors.length).toBeGreaterThan(0);
    change = nextCall();
    await pool.query("select pg_notify('fermata_outbox', '')");
    await change.called;
    await signals.close();
  });

  it("keeps trying while no connection is to be had", async () => {
    let refusals = 2;
    const errors: string[] = [];
    const pool: Pool = Object.assign(Object.create(store.pools.pool) as Pool, {
      async connect(): Promise<PoolClient> {
        if (refusals-- > 0) throw new Error("refused");
        return store.pools.pool.connect();
      },
    });
    const signals = createSignals(pool, (error) => void errors.push(String(error)));
    signals.onChange(() => undefined);
    await signals.listening();
    expect(errors).toEqual(["Error: refused", "Error: refused"]);
    await signals.close();
  });

  it("stops trying when it is closed", async () => {
    const refused = nextCall();
    const pool: Pool = Object.assign(Object.create(store.pools.pool) as Pool, {
      async connect(): Promise<PoolClient> {
        refused.fn();
        throw new Error("refused");
      },
    });
    const signals = createSignals(pool, () => undefined);
    signals.onChange(() => undefined);
    await refused.called;
    await signals.close();
  });
});
