import { sql } from "kysely";
import { createKysely } from "../../src/store/pool/kysely.js";
import type { Pool } from "../../src/store/pool/pool.js";
import { createTransact } from "../../src/store/transaction.js";
import { describeWith } from "./servers.js";
import { openTestStore, storeKinds, type TestStore } from "./stores.js";

interface Rows {
  "public.note": { id: number; text: string };
}

const never = () => new Promise<never>(() => undefined);

for (const kind of storeKinds) {
  describeWith(kind, `a transaction, ${kind}`, () => {
    let store: TestStore;
    let pool: Pool;
    const afterCommitErrors: unknown[] = [];
    const deps = { onAfterCommitError: (error: unknown) => void afterCommitErrors.push(error) };

    beforeAll(async () => {
      store = await openTestStore(kind);
      pool = store.pools.pool;
      await pool.query("create table public.note (id int primary key, text text not null)");
    });
    afterAll(() => store.close());

    const texts = async () =>
      (await pool.query<{ text: string }>("select text from public.note order by id")).rows.map(
        ({ text }) => text,
      );
    const transact = (limitMs?: number) => createTransact<Rows>(pool, { ...deps, limitMs });

    it("keeps what it wrote, then starts what follows from it", async () => {
      let seen: Promise<string[]> | undefined;
      const followed = new Promise<void>((resolve) => {
        void transact()(async (tx, afterCommit) => {
          await tx.insertInto("public.note").values({ id: 1, text: "kept" }).execute();
          afterCommit(() => {
            // The pool may be used again: the transaction is over.
            seen = texts();
            resolve();
          });
        });
      });
      await followed;
      expect(await seen).toEqual(["kept"]);
    });

    it("keeps nothing and starts nothing when it throws", async () => {
      let started = false;
      const broken = transact()(async (tx, afterCommit) => {
        afterCommit(() => void (started = true));
        await tx.insertInto("public.note").values({ id: 2, text: "lost" }).execute();
        throw new Error("no");
      });
      await expect(broken).rejects.toThrow("no");
      expect([await texts(), started]).toEqual([["kept"], false]);
    });

    it("reports work after the commit that failed, and stays committed", async () => {
      const failed = new Promise<unknown>((resolve) => {
        const run = createTransact<Rows>(pool, { onAfterCommitError: resolve });
        void run(async (_tx, afterCommit) => afterCommit(() => Promise.reject(new Error("late"))));
      });
      expect(await failed).toMatchObject({ message: "late" });
    });

    it.each<[string, () => Promise<unknown>]>([
      ["a statement on the pool", () => pool.query("select 1")],
      ["a client of the pool", () => pool.connect()],
      ["the query builder", () => sql`select 1`.execute(createKysely(pool))],
      ["another pool", () => store.pools.bullPool.query("select 1")],
      ["another transaction", () => transact()(async () => undefined)],
    ])("refuses %s inside at once, and rolls back", async (_what, use) => {
      const nested = transact()(async (tx) => {
        await tx.insertInto("public.note").values({ id: 3, text: "lost" }).execute();
        await use();
      });
      await expect(nested).rejects.toMatchObject({ code: "POOL_IN_TRANSACTION" });
      expect(await texts()).toEqual(["kept"]);
    });

    it("lets work that outlives it use the pool", async () => {
      let go: () => void = () => undefined;
      const gate = new Promise<void>((resolve) => (go = resolve));
      let late: Promise<string[]> | undefined;
      await transact()(async () => {
        late = gate.then(texts);
      });
      go();
      expect(await late).toEqual(["kept"]);
    });

    it("is rolled back at its limit, and the others go on", async () => {
      const slow = transact(50)(async (tx) => {
        await tx.insertInto("public.note").values({ id: 4, text: "lost" }).execute();
        await never();
      });
      await expect(slow).rejects.toMatchObject({ code: "TRANSACTION_TOO_LONG" });
      expect(await texts()).toEqual(["kept"]);
      await transact()((tx) =>
        tx.insertInto("public.note").values({ id: 4, text: "after" }).execute(),
      );
      expect(await texts()).toEqual(["kept", "after"]);
    });

    it("cannot go on after its limit", async () => {
      let go: () => void = () => undefined;
      const gate = new Promise<void>((resolve) => (go = resolve));
      let late: Promise<unknown> | undefined;
      const slow = transact(50)(async (tx) => {
        late = gate.then(() =>
          tx.insertInto("public.note").values({ id: 5, text: "too late" }).execute(),
        );
        late.catch(() => undefined);
        await late;
      });
      await expect(slow).rejects.toMatchObject({ code: "TRANSACTION_TOO_LONG" });
      go();
      await expect(late).rejects.toThrow();
      expect(await texts()).not.toContain("too late");
    });

    it.each([
      ["40001", 2, "done"],
      ["40P01", 2, "done"],
      ["40001", 3, "given up"],
    ])("tries again after %s, twice (%i times: %s)", async (code, times, outcome) => {
      await pool.query(
        `create or replace function public.clash(code text) returns int language plpgsql
          as $$ begin raise exception 'clash' using errcode = code; end $$`,
      );
      let attempts = 0;
      const run = transact()(async (tx) => {
        attempts++;
        if (attempts > times) return "done";
        return sql`select ${sql.raw("*")} from public.clash(${code})`.execute(tx);
      });
      if (outcome === "done") expect(await run).toBe("done");
      else await expect(run).rejects.toMatchObject({ code });
      expect(attempts).toBe(3);
    });

    it("runs fifty side by side", async () => {
      const run = transact();
      const all = await Promise.all(
        Array.from({ length: 50 }, (_, i) =>
          run(
            async (tx) => (await sql<{ n: number }>`select ${i}::int as n`.execute(tx)).rows[0]?.n,
          ),
        ),
      );
      expect(all).toEqual(Array.from({ length: 50 }, (_, i) => i));
      expect(afterCommitErrors).toEqual([]);
    });
  });
}

describeWith("embedded", "the embedded database's own limit", () => {
  it("rolls back a client that keeps everybody waiting", async () => {
    const { openPools } = await import("../../src/store/open-store-pool.js");
    const pools = await openPools({
      dataDir: "memory://",
      transactionLimitMs: 50,
      onError: () => undefined,
    });
    await pools.pool.query("create table public.note (id int)");
    const greedy = await pools.pool.connect();
    await greedy.query("begin");
    await greedy.query("insert into public.note values (1)");
    expect((await pools.pool.query("select 1 from public.note")).rows).toEqual([]);
    await expect(greedy.query("commit")).rejects.toMatchObject({ code: "TRANSACTION_TOO_LONG" });
    await greedy.query("rollback");
    greedy.release();
    await pools.close();
  });
});
