import { createStore } from "../../src/store/store.js";
import { openRows, type RowsFixture } from "./rows-fixture.js";
import { describeWith } from "./servers.js";
import { storeKinds } from "./stores.js";

for (const kind of storeKinds) {
  describeWith(kind, `an end beside checkpoints that cannot be written, ${kind}`, () => {
    let fixture: RowsFixture;
    beforeAll(async () => {
      fixture = await openRows(kind);
    });
    afterAll(() => fixture.close());

    it("is kept all the same, and the operator hears why they stay", async () => {
      const { pool } = fixture.pools;
      await pool.query(`create function fermata.refuse() returns trigger language plpgsql as $$
        begin raise exception 'no room' using errcode = '40001'; end $$`);
      await pool.query(`create trigger refuse before delete on langgraph.checkpoints
        for each statement execute function fermata.refuse()`);
      const told: unknown[] = [];
      const store = createStore({
        pool,
        onError: () => undefined,
        onUntidy: (error) => void told.push(error),
      });
      const run = await fixture.newRun();
      const claimed = await store.transact((rows) => rows.runs.claim(run.id, 60_000));
      await store.transact(async (rows) => {
        await rows.runs.settle(run.id, claimed?.token ?? 0, "failed", { endReason: "poison" });
        await rows.checkpoints.tidy(run.id);
      });
      expect(await store.read.runs.get(run.id)).toMatchObject({ status: "failed" });
      expect(told).toEqual([expect.objectContaining({ code: "40001" })]);
      await store.close();
    });
  });
}
