import { migrate } from "../../src/store/migrate.js";
import { migrations } from "../../src/store/migrations/index.js";
import { startChild } from "./child.js";
import { borrowDatabase, describeWith } from "./servers.js";
import { openTestStore, storeKinds } from "./stores.js";

const SCHEMAS = ["bullmq", "fermata", "langgraph"];

for (const kind of storeKinds) {
  describeWith(kind, `the migrations, ${kind}`, () => {
    it("make all schemas, and find nothing to do the second time", async () => {
      const store = await openTestStore(kind);
      await migrate(store.pools, migrations);
      const listed = () =>
        store.pools.pool.query(
          `select schemaname, tablename from pg_tables
            where schemaname = any($1) order by 1, 2`,
          [SCHEMAS],
        );
      const first = (await listed()).rows;
      const schemas = new Set(first.map((row) => (row as { schemaname: string }).schemaname));
      expect([...schemas].toSorted()).toEqual(SCHEMAS);
      await migrate(store.pools, migrations);
      expect((await listed()).rows).toEqual(first);
      const stray = await store.pools.pool.query(
        "select 1 from pg_tables where schemaname = 'public'",
      );
      expect(stray.rows).toEqual([]);
      expect(store.errors).toEqual([]);
      await store.close();
    });
  });
}

describeWith("postgres", "the migrations in several processes", () => {
  it("may start at once on an empty database", async () => {
    const database = await borrowDatabase();
    const children = [1, 2, 3].map(() => startChild("migrator", [database.url]));
    expect(await Promise.all(children.map((child) => child.ends))).toEqual([0, 0, 0]);
    await database.drop();
  });
});
