import { sql } from "kysely";
import { createKysely } from "../../src/store/pool/kysely.js";
import type { Notification, Pool, PoolClient } from "../../src/store/pool/pool.js";
import { describeWith } from "./servers.js";
import { openTestStore, storeKinds, type TestStore } from "./stores.js";

for (const kind of storeKinds) {
  describeWith(kind, `the pool, ${kind}`, () => {
    let store: TestStore;
    let pool: Pool;

    beforeAll(async () => {
      store = await openTestStore(kind);
      pool = store.pools.pool;
      await pool.query("create table public.thing (id int8 primary key, state text not null)");
      await pool.query("insert into public.thing values (1, 'open'), (2, 'open')");
    });
    afterAll(() => store.close());

    it("reports command and affected rows of every kind of statement", async () => {
      const tagged = async (text: string) => {
        const { command, rowCount } = await pool.query(text);
        return [command, rowCount];
      };
      expect(await tagged("select * from public.thing")).toEqual(["SELECT", 2]);
      expect(await tagged("insert into public.thing values (7, 'x'), (8, 'x')")).toEqual([
        "INSERT",
        2,
      ]);
      expect(
        await tagged(
          "with gone as (select 7 as id) update public.thing set state = 'y' where id = 7",
        ),
      ).toEqual(["UPDATE", 1]);
      expect(await tagged("/* why */ delete from public.thing where id > 6")).toEqual([
        "DELETE",
        2,
      ]);
    });

    it("tells the winner of a conditional update from the loser", async () => {
      const db = createKysely<{ "public.thing": { id: number; state: string } }>(pool);
      const decide = () =>
        db
          .updateTable("public.thing")
          .set({ state: "decided" })
          .where("id", "=", 1)
          .where("state", "=", "open")
          .executeTakeFirst();
      expect((await decide()).numUpdatedRows).toBe(1n);
      expect((await decide()).numUpdatedRows).toBe(0n);
    });

    it("sees a BEGIN behind comments", async () => {
      const client = await pool.connect();
      await client.query("-- a word first\n/* and another */ begin");
      await client.query("insert into public.thing values (50, 'unseen')");
      const reading = pool.query("select 1 from public.thing where id = 50");
      // On the server the reader is not held up; embedded it waits for the rollback. Neither sees the row.
      await client.query("rollback");
      client.release();
      expect((await reading).rows).toEqual([]);
    });

    it("lets no stray BEGIN outlive its statement", async () => {
      await pool.query("begin");
      await pool.query("insert into public.thing values (51, 'kept')");
      const elsewhere = await store.pools.setupPool.query(
        "select 1 from public.thing where id = 51",
      );
      expect(elsewhere.rows).toHaveLength(1);
    });

    it("rolls back what a released client left open", async () => {
      const client = await pool.connect();
      await client.query("begin");
      await client.query("insert into public.thing values (52, 'left')");
      client.release();
      expect((await pool.query("select 1 from public.thing where id = 52")).rows).toEqual([]);
    });

    it("gives rows as arrays when asked", async () => {
      const { rows } = await pool.query({
        text: "select $1::int as a, $2::text as a",
        values: [1, "two"],
        rowMode: "array",
      });
      expect(rows).toEqual([[1, "two"]]);
    });

    it("takes a statement by name, again and again", async () => {
      const named = { name: "by-name", text: "select $1::int as n" };
      expect((await pool.query(named, [1])).rows).toEqual([{ n: 1 }]);
      expect((await pool.query(named, [2])).rows).toEqual([{ n: 2 }]);
    });

    it("has one type table", async () => {
      const { rows } = await pool.query(
        `select 9007199254740991::int8 as big, count(*) as n, 1.50::numeric as money,
          timestamptz '2026-01-02 03:04:05.678+00' as at, date '2026-01-02' as day,
          '\\x0102'::bytea as bytes, '{"a": [1]}'::jsonb as doc, array[1, 2]::int8[] as bigs,
          array['\\x01'::bytea] as blobs, array['a', 'b,c'] as words, true as yes,
          1.5::float8 as half, null::int8 as nothing
        from (values (1), (2)) v`,
      );
      expect(rows).toEqual([
        {
          big: 9007199254740991,
          n: 2,
          money: "1.50",
          at: new Date("2026-01-02T03:04:05.678Z"),
          day: "2026-01-02",
          bytes: Buffer.from([1, 2]),
          doc: { a: [1] },
          bigs: [1, 2],
          blobs: [Buffer.from([1])],
          words: ["a", "b,c"],
          yes: true,
          half: 1.5,
          nothing: null,
        },
      ]);
      await expect(pool.query("select 9007199254740993::int8")).rejects.toThrow(RangeError);
    });

    it("takes parameters of every type alike", async () => {
      const at = new Date("2026-01-02T03:04:05.678Z");
      const { rows } = await pool.query(
        `select $1::timestamptz as at, $2::jsonb as doc, $3::bytea as bytes, $4::int8 as n,
          $5::text[] as words, $6::bool as yes, $7::text as nothing`,
        [at, { a: 1 }, Buffer.from([0, 255]), 5, ["a", 'b"c'], true, undefined],
      );
      const bytes = Buffer.from([0, 255]);
      const words = ["a", 'b"c'];
      expect(rows).toEqual([{ at, doc: { a: 1 }, bytes, n: 5, words, yes: true, nothing: null }]);
    });

    it("says which constraint was broken, and goes on", async () => {
      const twice = pool.query("insert into public.thing values (2, 'again')");
      await expect(twice).rejects.toMatchObject({ code: "23505", constraint: "thing_pkey" });
      expect((await pool.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
    });

    it("notifies only those who listen, until they stop", async () => {
      const [ears, deaf, other] = await Promise.all([
        pool.connect(),
        pool.connect(),
        pool.connect(),
      ]);
      const heard: Notification[] = [];
      deaf.on("notification", (message) => void heard.push(message));
      await ears.query("-- wake\nlisten bell");
      await other.query("listen bell");
      await ears.query("select 1");
      // Both have heard it before the next one: a connection may hear later than another one.
      const ringing = Promise.all([nextNotification(ears), nextNotification(other)]);
      await pool.query("select pg_notify('bell', 'first')");
      const first = { channel: "bell", payload: "first" };
      expect(await ringing).toMatchObject([first, first]);

      await ears.query("unlisten bell");
      ears.on("notification", (message) => void heard.push(message));
      const second = nextNotification(other);
      await pool.query("notify bell, 'second'");
      expect(await second).toMatchObject({ payload: "second" });
      await Promise.all([ears.query("select 1"), deaf.query("select 1")]);
      expect(heard).toEqual([]);
      for (const client of [ears, deaf, other]) client.release(true);
    });

    it("keeps the search paths of its pools apart", async () => {
      await store.pools.setupPool.query("create schema if not exists bullmq");
      const paths = await Promise.all(
        Array.from({ length: 10 }, async (_, i) => {
          const one = i % 2 ? store.pools.bullPool : pool;
          const { rows } = await one.query<{ s: string | null }>("select current_schema() as s");
          return rows[0]?.s;
        }),
      );
      expect(paths).toEqual(Array.from({ length: 10 }, (_, i) => (i % 2 ? "bullmq" : "public")));
    });

    it("runs many statements and transactions side by side", async () => {
      const db = createKysely<unknown>(pool);
      const sums = await Promise.all(
        Array.from({ length: 40 }, (_, i) =>
          db.transaction().execute(async (tx) => {
            const { rows } = await sql<{ n: number }>`select ${i}::int as n`.execute(tx);
            return (rows[0]?.n ?? 0) + Number((await sql`select 1`.execute(tx)).rows.length);
          }),
        ),
      );
      expect(sums).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    });
  });
}

function nextNotification(client: PoolClient): Promise<Notification> {
  return new Promise((resolve) => void client.on("notification", resolve));
}
