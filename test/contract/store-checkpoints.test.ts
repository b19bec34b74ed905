import { jest } from "@jest/globals";
import { Command, END, interrupt, START, StateGraph, StateSchema } from "@langchain/langgraph";
import { z } from "zod";
import { deleteCheckpoints } from "../../src/store/checkpoints/delete-checkpoints.js";
import { createFencedSaver } from "../../src/store/checkpoints/fenced-saver.js";
import { pruneCheckpoints } from "../../src/store/checkpoints/prune-checkpoints.js";
import { migrate } from "../../src/store/migrate.js";
import { createTransact } from "../../src/store/transaction.js";
import { describeWith } from "./servers.js";
import { openTestStore, storeKinds, type TestStore } from "./stores.js";

const State = new StateSchema({
  steps: z.number().default(0),
  by: z.string().default(""),
  answer: z.string().default(""),
});

for (const kind of storeKinds) {
  describeWith(kind, `the checkpoints, ${kind}`, () => {
    let store: TestStore;

    beforeAll(async () => {
      store = await openTestStore(kind);
      await migrate(store.pools, {});
      // Only what the fence looks at; the real table has more.
      await store.pools.pool.query(
        "create table fermata.lease_probe (id text primary key, token bigint not null, attempts int not null default 0)",
      );
    });
    afterAll(() => store.close());

    const saver = () => createFencedSaver(store.pools.pool, { table: "fermata.lease_probe" });
    const setToken = (runId: string, token: number) =>
      store.pools.pool.query(
        `insert into fermata.lease_probe values ($1, $2)
          on conflict (id) do update set token = excluded.token`,
        [runId, token],
      );
    const config = (runId: string, lease?: number) => ({
      configurable: { thread_id: runId, ...(lease === undefined ? {} : { lease }) },
      durability: "sync" as const,
    });
    const count = async (runId: string) => {
      const { rows } = await store.pools.pool.query(
        `select (select count(*) from langgraph.checkpoints where thread_id = $1) as checkpoints,
          (select count(*) from langgraph.checkpoint_writes where thread_id = $1) as writes,
          (select count(*) from langgraph.checkpoint_blobs where thread_id = $1) as blobs,
          (select count(*) from langgraph.packed where thread_id = $1) as packed`,
        [runId],
      );
      return rows[0] as { checkpoints: number; writes: number; blobs: number; packed: number };
    };

    /** Three steps, then a question; `inFirst` runs inside the first step. */
    const graph = (by: string, inFirst: () => Promise<unknown> = async () => undefined) =>
      new StateGraph(State)
        .addNode("one", async () => {
          await inFirst();
          return { by, steps: 1 };
        })
        .addNode("two", () => ({ steps: 2 }))
        .addNode("ask", () => ({ answer: interrupt<string, { text: string }>("?").text }))
        .addEdge(START, "one")
        .addEdge("one", "two")
        .addEdge("two", "ask")
        .addEdge("ask", END)
        .compile({ checkpointer: saver() });

    it("are written under the lease, pruned at the hold, and resumed", async () => {
      await setToken("run-a", 1);
      await graph("a").invoke({}, config("run-a", 1));
      expect((await count("run-a")).checkpoints).toBeGreaterThan(2);

      const transact = createTransact<unknown>(store.pools.pool, {
        onAfterCommitError: () => undefined,
      });
      await transact((tx) => pruneCheckpoints(tx, "run-a"));
      expect(await count("run-a")).toEqual({
        checkpoints: 0,
        writes: 0,
        blobs: 0,
        packed: 1,
      });

      const held = await graph("x").getState(config("run-a"));
      const id = held.tasks.flatMap((task) => task.interrupts)[0]?.id ?? "";
      await setToken("run-a", 2);
      const done = await graph("a").invoke(
        new Command({ resume: { [id]: { text: "yes" } } }),
        config("run-a", 2),
      );
      expect(done).toMatchObject({ by: "a", steps: 2, answer: "yes" });

      await transact((tx) => deleteCheckpoints(tx, "run-a"));
      expect(await count("run-a")).toEqual({
        checkpoints: 0,
        writes: 0,
        blobs: 0,
        packed: 0,
      });
    });

    it("go on from the last step, however the clock was set between the steps", async () => {
      const clock = jest.spyOn(Date, "now");
      try {
        await setToken("run-back", 1);
        const machine = Date.now();
        // Each step is an hour before the one before it, as if workers with other clocks had taken over.
        let hours = 0;
        clock.mockImplementation(() => machine - (hours += 1) * 3_600_000);
        const slow = graph("back", async () => undefined);
        await slow.invoke({}, config("run-back", 1));
        const state = await slow.getState(config("run-back", 1));
        expect(state.values).toMatchObject({ by: "back", steps: 2 });
        expect(state.next).toEqual(["ask"]);
        const transact = createTransact<unknown>(store.pools.pool, {
          onAfterCommitError: () => undefined,
        });
        await transact((tx) => pruneCheckpoints(tx, "run-back"));
        const done = await graph("other").invoke(
          new Command({ resume: { text: "yes" } }),
          config("run-back", 1),
        );
        expect(done).toMatchObject({ steps: 2, answer: "yes" });
        expect((await slow.getState(config("run-back", 1))).next).toEqual([]);
      } finally {
        clock.mockRestore();
      }
    });

    it("refuse a worker whose lease was taken over, and keep the successor's state", async () => {
      await setToken("run-b", 1);
      let entered: () => void = () => undefined;
      const inside = new Promise<void>((resolve) => (entered = resolve));
      let go: () => void = () => undefined;
      const gate = new Promise<void>((resolve) => (go = resolve));
      const late = graph("late", () => {
        entered();
        return gate;
      }).invoke({}, config("run-b", 1));
      const refused = expect(late).rejects.toMatchObject({ code: "LEASE_LOST" });
      await inside;
      await setToken("run-b", 2);
      await graph("successor").invoke(null, config("run-b", 2));
      const before = await count("run-b");
      go();
      await refused;
      expect(await count("run-b")).toEqual(before);
      const state = await graph("x").getState(config("run-b"));
      expect(state.values).toMatchObject({ by: "successor", steps: 2 });
    });

    it("refuse a write without a lease, or for a run nobody knows", async () => {
      await expect(graph("x").invoke({}, config("run-b"))).rejects.toMatchObject({
        code: "LEASE_LOST",
      });
      await expect(graph("x").invoke({}, config("run-z", 1))).rejects.toMatchObject({
        code: "LEASE_LOST",
      });
    });
  });
}
