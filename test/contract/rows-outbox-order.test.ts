import { MOST_IN_VAIN } from "../../src/domain/in-vain.js";
import type { OutboxItem } from "../../src/domain/outbox-item.js";
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

    it("keeps a run's messages outside threads in order, of each channel by itself, and no run waits for another", async () => {
      const of = (opKey: string, more = {}) => ({
        ...newMessage(opKey, "text"),
        runId: "run_1",
        ...more,
      });
      const { channel, threadTs } = newMessage("", "");
      const file = { runId: "run_1", channel, threadTs, fileName: "b.md", title: "B", text: "b" };
      const items: OutboxItem[] = [
        of("result"),
        { type: "file", opKey: "file", ...file },
        of("elsewhere", { channel: "C2" }),
        of("another", { runId: "run_2" }),
      ];
      for (const item of items) await fixture.store.transact((rows) => rows.outbox.put(item));
      const [result, ...others] = (await take()) as [DueRow, ...DueRow[]];
      expect(keys([result, ...others])).toEqual(["result", "elsewhere", "another"]);
      await later(result);
      expect(await taken()).toEqual([]);
      expect(await fixture.store.outboxWork.msUntilDue()).toBeGreaterThan(10_000);
      await fixture.store.outboxWork.shown(result, result.version, "9.1");
      expect(await taken()).toEqual(["file"]);
    });

    it("waits through an outage, but not for one that is tried in vain while Slack answers", async () => {
      await put("first", "1.1");
      await put("second", "1.1");
      const fails = async (inVain: boolean) => {
        const [first] = (await take()) as [DueRow];
        expect(keys([first])).toEqual(["first"]);
        const why = { code: "http_403", unknownOutcome: true, countAttempt: true, inVain };
        await fixture.store.outboxWork.later(first, 0, why);
      };
      for (let n = 0; n < 20; n += 1) await fails(false);
      for (let n = 0; n < MOST_IN_VAIN; n += 1) await fails(true);
      const [first, second] = (await take()) as [DueRow, DueRow];
      expect(keys([first, second])).toEqual(["first", "second"]);
      expect(first).toMatchObject({ attempts: 25, inVain: 5, lastCode: "http_403" });
      // That it had to wait for its turn says nothing else of it; once it is out, it counts anew.
      const pace = { code: "pace", unknownOutcome: true, countAttempt: false };
      await fixture.store.outboxWork.later(first, 0, pace);
      const [again] = (await take()) as [DueRow];
      expect(again).toMatchObject({ inVain: 5, lastCode: "http_403" });
      await fixture.store.outboxWork.shown(again, again.version, "9.1");
      await put("third", "1.1");
      await fixture.store.transact((rows) =>
        rows.outbox.put({ ...newMessage("first", "another text"), threadTs: "1.1" }),
      );
      const [edited] = (await take()).filter(({ item }) => item.opKey === "first");
      expect(edited).toMatchObject({ inVain: 0, lastCode: null });
    });

    it("does not wait for one that was put for later", async () => {
      await put("calm", "1.1", 60_000);
      await put("second", "1.1");
      expect(await taken()).toEqual(["second"]);
    });
  });
}
