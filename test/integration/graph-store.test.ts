import { createFencedSaver } from "../../src/store/checkpoints/fenced-saver.js";
import { pruneCheckpoints } from "../../src/store/checkpoints/prune-checkpoints.js";
import { migrate } from "../../src/store/migrate.js";
import { createTransact } from "../../src/store/transaction.js";
import { describeWith } from "../contract/servers.js";
import { openTestStore, storeKinds, type TestStore } from "../contract/stores.js";
import { createDriver, decided, theApproval } from "./graph-driver.js";
import { createHouse, inputOf, priya, task, tom, withApproval } from "./graph-ports.js";

const KIB = 1024;

for (const kind of storeKinds) {
  describeWith(kind, `the request graph on the store, ${kind}`, () => {
    let store: TestStore;

    beforeAll(async () => {
      store = await openTestStore(kind);
      await migrate(store.pools, {});
      await store.pools.pool.query(
        "create table fermata.lease_probe (id text primary key, token bigint not null, attempts int not null default 0)",
      );
      await store.pools.pool.query("insert into fermata.lease_probe values ('run_store', 1)");
    });
    afterAll(() => store.close());

    const bytes = async (): Promise<number> => {
      const { rows } = await store.pools.pool.query(
        `select (select coalesce(sum(octet_length(checkpoint::text) + octet_length(metadata::text)), 0) from langgraph.checkpoints)
          + (select coalesce(sum(octet_length(blob)), 0) from langgraph.checkpoint_writes)
          + (select coalesce(sum(octet_length(blob)), 0) from langgraph.checkpoint_blobs)
          + (select coalesce(sum(octet_length(packed)), 0) from langgraph.packed) as bytes`,
      );
      return Number((rows[0] as { bytes: number | string }).bytes);
    };

    it("holds with few bytes whatever was read, and goes on from them", async () => {
      const long = "All of this stands in the document. ".repeat(300);
      const house = createHouse({
        plan: () => ({
          tasks: [
            ...Array.from({ length: 18 }, (_, n) => task(`t${n}`, "read", { source: `p${n}` })),
            task("askTom", "ask", { who: "Tom" }),
            task("last", "research", { needs: ["askTom"] }),
          ],
          criteria: [],
          estimateMinutes: 1,
        }),
        draft: () => ({ markdown: long, changed: [] }),
      });
      const sources = Array.from({ length: 18 }, (_, n) => ({
        id: `p${n}`,
        kind: "page" as const,
        label: `acme.example/${n} ${"x".repeat(40)}`,
      }));
      const input = inputOf("run_store", { ...withApproval, sources });
      const saver = createFencedSaver(store.pools.pool, { table: "fermata.lease_probe" });
      const driver = createDriver(house.ports, input, saver);
      const transact = createTransact<unknown>(store.pools.pool, {
        onAfterCommitError: () => undefined,
      });

      await driver.start();
      await transact((tx) => pruneCheckpoints(tx, "run_store"));
      expect(await bytes()).toBeLessThan(60 * KIB);
      const [toTom] = await driver.open();
      const answer = { verb: "answer", values: { answer: "Yes" }, usedDefaults: false } as const;
      await driver.answer({ [toTom?.id ?? ""]: decided(answer, tom) });
      await transact((tx) => pruneCheckpoints(tx, "run_store"));
      expect(await bytes()).toBeLessThan(60 * KIB);

      const approval = await theApproval(driver);
      await driver.answer({ [approval.id]: decided({ verb: "approve" }, priya) });
      expect(await driver.ending()).toMatchObject({
        kind: "delivered",
        artifactId: approval.args.artifactId,
      });
      expect(Object.keys((await driver.state()).tasks)).toHaveLength(20);
    });
  });
}
