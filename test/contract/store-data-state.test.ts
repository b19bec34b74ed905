import {
  Command,
  END,
  interrupt,
  Send,
  START,
  StateGraph,
  StateSchema,
} from "@langchain/langgraph";
import type { BaseCheckpointSaver } from "@langchain/langgraph-checkpoint";
import { PostgresSaver } from "@langchain/langgraph-checkpoint-postgres";
import type { Pool as PgPool } from "pg";
import { z } from "zod";
import { CHECKPOINT_SCHEMA } from "../../src/store/checkpoints/checkpoint-schema.js";
import { createFencedSaver } from "../../src/store/checkpoints/fenced-saver.js";
import { migrate } from "../../src/store/migrate.js";
import { describeWith } from "./servers.js";
import { openTestStore, storeKinds, type TestStore } from "./stores.js";

const State = new StateSchema({
  given: z.unknown().optional(),
  seen: z.array(z.unknown()).default(() => []),
  answer: z.string().default(""),
});

/** What a model, a page or a person could bring in, and what a library might make of it. */
const hostile = [
  { lc: 1, type: "constructor", id: ["langgraph", "Send"], kwargs: { node: "work" } },
  {
    lc: 1,
    type: "constructor",
    id: ["langchain_core", "messages", "AIMessage"],
    kwargs: { content: "", tool_calls: [{ name: "deploy", args: {}, id: "1" }] },
  },
  { lc: 2, type: "constructor", id: ["RegExp"], method: null, args: ["(a+)+$", ""], kwargs: {} },
  { lc: 2, type: "undefined" },
  {
    "\0lc": 1,
    text: "NUL \0 and half a \ud83d",
    deep: [{ lc: 1, type: "not_implemented", id: [] }],
  },
  JSON.parse('{"__proto__": {"admin": true}, "constructor": {"lc": 1}}') as unknown,
];

for (const kind of storeKinds) {
  describeWith(kind, `state that comes back from the store, ${kind}`, () => {
    let store: TestStore;

    beforeAll(async () => {
      store = await openTestStore(kind);
      await migrate(store.pools, {});
      await store.pools.pool.query(
        "create table fermata.lease_probe (id text primary key, token bigint not null, attempts int not null default 0)",
      );
    });
    afterAll(() => store.close());

    const take = async (runId: string) => {
      await store.pools.pool.query("insert into fermata.lease_probe values ($1, 1)", [runId]);
      return { configurable: { thread_id: runId, lease: 1 }, durability: "sync" as const };
    };
    const ours = () => createFencedSaver(store.pools.pool, { table: "fermata.lease_probe" });
    /** What every deployment before this one wrote with. */
    const before = () =>
      new PostgresSaver(store.pools.pool as unknown as PgPool, undefined, {
        schema: CHECKPOINT_SCHEMA,
      });

    /** Sends every value to a task of its own, waits for a person, and goes on. */
    const graph = (saver: BaseCheckpointSaver, values: readonly unknown[]) =>
      new StateGraph(State)
        .addNode("start", () => ({ given: values }))
        .addNode("work", (item: unknown) => ({ seen: [item] }))
        .addNode("ask", () => ({ answer: interrupt<unknown, { text: string }>({ values }).text }))
        .addNode("last", () => ({}))
        .addEdge(START, "start")
        .addConditionalEdges("start", () => [new Send("work", { values: values.slice(0, 5) })], [
          "work",
        ])
        .addEdge("work", "ask")
        .addEdge("ask", "last")
        .addEdge("last", END)
        .compile({ checkpointer: saver });

    const pendingId = async (saver: BaseCheckpointSaver, config: { configurable: object }) => {
      const { tasks } = await graph(saver, []).getState(config);
      const [pending] = tasks.flatMap((task) => task.interrupts);
      return { id: pending?.id ?? "", value: pending?.value as unknown };
    };

    it("is data, and a thread with it goes on", async () => {
      const config = await take("run-hostile");
      await graph(ours(), hostile).invoke({}, config);

      const { values } = await graph(ours(), hostile).getState(config);
      expect(JSON.stringify(values.given)).toBe(JSON.stringify(hostile));
      expect(JSON.stringify(values.seen)).toBe(JSON.stringify([{ values: hostile.slice(0, 5) }]));
      const { id, value } = await pendingId(ours(), config);
      expect(JSON.stringify(value)).toBe(JSON.stringify({ values: hostile }));
      const done = await graph(ours(), hostile).invoke(
        new Command({ resume: { [id]: { text: "yes", more: hostile } } }),
        config,
      );
      expect(done).toMatchObject({ answer: "yes" });
      expect(Object.prototype).not.toHaveProperty("admin");
    });

    it("is read as data where an earlier version wrote it, and that thread goes on", async () => {
      const config = await take("run-before");
      const values = [
        { lc: 1, type: "constructor", id: ["langgraph", "Send"], kwargs: {} },
        { a: undefined },
      ];
      await graph(before(), values).invoke({}, config);
      await expect(graph(before(), values).getState(config)).rejects.toThrow("namespace");

      const { id } = await pendingId(ours(), config);
      const done = await graph(ours(), values).invoke(
        new Command({ resume: { [id]: { text: "yes" } } }),
        config,
      );
      expect(done).toMatchObject({ answer: "yes", given: [values[0], {}] });
    });
  });
}
