import { openPools } from "../../src/store/open-store-pool.js";
import { createTurns } from "../../src/intake/turns.js";

it("lets sockets and timers have their turn while the embedded store is busy", async () => {
  const pools = await openPools({ dataDir: "memory://", onError: () => undefined });
  await pools.pool.query("create table public.t (id int)");
  let turns = 0;
  let busy = true;
  const turn = () => {
    turns += 1;
    if (busy) setImmediate(turn);
  };
  setImmediate(turn);
  await Promise.all(
    Array.from({ length: 300 }, async (_, id) => {
      const client = await pools.pool.connect();
      await client.query("begin");
      await client.query("insert into public.t values ($1)", [id]);
      await client.query("commit");
      client.release();
    }),
  );
  busy = false;
  expect(turns).toBeGreaterThan(3);
  expect((await pools.pool.query("select count(*)::int as n from public.t")).rows).toEqual([
    { n: 300 },
  ]);
  await pools.close();
});

it("lets a few go on at once, in order, also after one that threw", async () => {
  const inTurn = createTurns(2);
  const started: number[] = [];
  let most = 0;
  let going = 0;
  const work = (n: number) => async () => {
    started.push(n);
    most = Math.max(most, (going += 1));
    await new Promise((resolve) => setImmediate(resolve));
    going -= 1;
    if (n === 1) throw new Error("no");
    return n;
  };
  const ends = await Promise.allSettled([0, 1, 2, 3, 4].map((n) => inTurn(work(n))));
  expect(ends.map((end) => end.status)).toEqual([
    "fulfilled",
    "rejected",
    "fulfilled",
    "fulfilled",
    "fulfilled",
  ]);
  expect(started).toEqual([0, 1, 2, 3, 4]);
  expect(most).toBe(2);
});
