import type { DueRow } from "../../src/slack/outbound/ports.js";
import { describeWith } from "./servers.js";
import { newMessage, openRows, type RowsFixture } from "./rows-fixture.js";
import { storeKinds } from "./stores.js";

for (const kind of storeKinds) {
  describeWith(kind, `order within a thread, ${kind}`, () => {
    let fixture: RowsFixture;
    const put = (opKey: string, threadTs: string | null, newMs = 0) =>
      fixture.store.transact((rows) =>
        rows.outbox.put({ ...newMessage(opKey, "text"), threadTs }, { newMs }),
      );
    const take = () => fixture.store.outboxWork.takeDue(10, 60_000);
    const keys = (due: DueRow[]) => due.map(({ item }) => item.opKey);
    const taken = async () => keys(await take());
    const later = (row: DueRow) =>
      fixture.store.outboxWork.later(row, 60_000, {
        code: "ratelimited",
        unknownOutcome: false,
        countAttempt: false,
      });

    beforeAll(async () => {
      fixture = await openRows(kind);
    });
    afterAll(() => fixture.close());
    beforeEach(() => fixture.pools.pool.query("delete from fermata.outbox"));

    it("gives no writer a message while the one before it is on its way or waits", async () => {
      await put("first", "1.1");
      await put("second", "1.1");
      await put("elsewhere", "2.2");
      const [first, elsewhere] = (await take()) as [DueRow, DueRow];
      expect(keys([first, elsewhere])).toEqual(["first", "elsewhere"]);
      expect(await taken()).toEqual([]);
      await later(first);
      expect(await taken()).toEqual([]);
      // Nobody looks again at once for what cannot be taken yet.
      expect(await fixture.store.outboxWork.msUntilDue()).toBeGreaterThan(10_000);
      await fixture.store.outboxWork.shown(first, first.version, "9.1");
      expect(await taken()).toEqual(["second"]);
    });

    it("lets changes, roots and what follows a given-up message pass", async () => {
      await put("first", "1.1");
      const [first] = (await take()) as [DueRow];
      await fixture.store.outboxWork.dead(first, "msg_too_long");
      await put("second", "1.1");
      expect(await taken()).toEqual(["second"]);
      await put("root", null);
      await put("root 2", null);
      expect(await taken()).toEqual(["root", "root 2"]);
    });

    it("does not wait for one that was put for later", async () => {
      await put("calm", "1.1", 60_000);
      await put("second", "1.1");
      expect(await taken()).toEqual(["second"]);
    });
  });
}
