import { describeWith } from "./servers.js";
import { newCall, openRows, type RowsFixture } from "./rows-fixture.js";
import { storeKinds } from "./stores.js";

for (const kind of storeKinds) {
  describeWith(kind, `questions of a job that failed, ${kind}`, () => {
    let fixture: RowsFixture;
    const transact: RowsFixture["store"]["transact"] = (fn) => fixture.store.transact(fn);
    beforeAll(async () => {
      fixture = await openRows(kind);
    });
    afterAll(() => fixture.close());

    it("wait with it: nobody is reminded, nothing runs out, until it is tried again", async () => {
      const run = await fixture.newRun();
      const call = newCall(run.id);
      const late = new Date(call.deadlineAt.getTime() + 1);
      await transact((rows) => rows.calls.insertIfAbsent(call));
      const due = async () => {
        const { calls } = fixture.store.read;
        const found = [
          ...(await calls.pastDeadline(late, 9)),
          ...(await calls.remindersDue(late, 9)),
        ];
        return found.map(({ id }) => id);
      };
      expect(await due()).toEqual([call.id, call.id]);
      await transact((rows) => rows.runs.claim(run.id, 60_000));
      await transact((rows) => rows.runs.settle(run.id, 1, "failed", {}));
      expect(await due()).toEqual([]);
      await transact((rows) => rows.runs.retry(run.id));
      expect(await due()).toEqual([call.id, call.id]);
    });
  });
}
