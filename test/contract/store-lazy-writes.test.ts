import { Annotation, Command, END, interrupt, START, StateGraph } from "@langchain/langgraph";
import { createFencedSaver } from "../../src/store/checkpoints/fenced-saver.js";
import { createRowBatch } from "../../src/store/checkpoints/row-batch.js";
import { migrate } from "../../src/store/migrate.js";
import { describeWith } from "./servers.js";
import { openTestStore, storeKinds, type TestStore } from "./stores.js";

const State = Annotation.Root({
  did: Annotation<string[]>({ reducer: (had, more) => [...had, ...more], default: () => [] }),
});

for (const kind of storeKinds) {
  describeWith(kind, "checkpoints without the writes of finished steps", () => {
    let store: TestStore;
    beforeAll(async () => {
      store = await openTestStore(kind);
      await migrate(store.pools, {});
      await store.pools.pool.query(
        "create table fermata.lease_probe (id text primary key, token bigint not null, attempts int not null default 0)",
      );
    });
    afterAll(() => store.close());

    const saver = () =>
      createFencedSaver(store.pools.pool, { table: "fermata.lease_probe", lazyWrites: true });
    const begin = (runId: string) =>
      store.pools.pool.query("insert into fermata.lease_probe values ($1, 1)", [runId]);
    const config = (runId: string) => ({
      configurable: { thread_id: runId, lease: 1 },
      durability: "sync" as const,
    });
    const writesOf = async (runId: string) => {
      const { rows } = await store.pools.pool.query<{ channel: string }>(
        "select channel from langgraph.checkpoint_writes where thread_id = $1 order by channel",
        [runId],
      );
      return rows.map((row) => row.channel);
    };

    it("hold with what was done, and go on from there in another process", async () => {
      const graph = () =>
        new StateGraph(State)
          .addNode("one", () => ({ did: ["one"] }))
          .addNode("two", () => ({ did: ["two"] }))
          .addNode("ask", () => ({ did: [interrupt<string, string>("?")] }))
          .addEdge(START, "one")
          .addEdge("one", "two")
          .addEdge("two", "ask")
          .addEdge("ask", END)
          .compile({ checkpointer: saver() });
      await begin("run-hold");
      await graph().invoke({}, config("run-hold"));
      expect(await writesOf("run-hold")).toEqual(["__interrupt__"]);
      const held = await graph().getState(config("run-hold"));
      const id = held.tasks.flatMap((task) => task.interrupts)[0]?.id ?? "";
      const end = await graph().invoke(
        new Command({ resume: { [id]: "answered" } }),
        config("run-hold"),
      );
      expect(end.did).toEqual(["one", "two", "answered"]);
    });

    it("keep what branches did when one of them fails", async () => {
      const ran: string[] = [];
      let broken = true;
      const graph = () =>
        new StateGraph(State)
          .addNode("good", () => {
            ran.push("good");
            return { did: ["good"] };
          })
          .addNode("bad", async () => {
            await new Promise((resolve) => setImmediate(resolve));
            ran.push("bad");
            if (broken) throw new Error("broken");
            return { did: ["bad"] };
          })
          .addEdge(START, "good")
          .addEdge(START, "bad")
          .addEdge("good", END)
          .addEdge("bad", END)
          .compile({ checkpointer: saver() });
      await begin("run-fail");
      await expect(graph().invoke({}, config("run-fail"))).rejects.toThrow("broken");
      broken = false;
      const end = await graph().invoke(null, config("run-fail"));
      expect(ran).toEqual(["good", "bad", "bad"]);
      expect(end.did.toSorted()).toEqual(["bad", "good"]);
    });

    it("join rows of one statement, in their order, and drop them with their transaction", async () => {
      await store.pools.pool.query("create table fermata.joined (a int primary key, b text)");
      const insert = "insert into fermata.joined (a, b) values ($1, $2) on conflict (a) do nothing";
      const client = await store.pools.pool.connect();
      const rows = createRowBatch(client);
      await client.query("begin");
      expect(rows.take(insert, [1, "first"])).toBe(true);
      expect(rows.take(insert, [2, "second"])).toBe(true);
      expect(rows.take(insert, [1, "too late"])).toBe(true);
      expect(rows.take("select 1", undefined)).toBe(false);
      await rows.write(false);
      await client.query("commit");
      expect(rows.take(insert, [3, "forgotten"])).toBe(true);
      await rows.write(true);
      await rows.write(false);
      client.release();
      const found = await store.pools.pool.query("select a, b from fermata.joined order by a");
      expect(found.rows).toEqual([
        { a: 1, b: "first" },
        { a: 2, b: "second" },
      ]);
    });
  });
}
