import type { DueRow } from "../../src/slack/outbound/ports.js";
import { newMessage, openRows, type RowsFixture } from "./rows-fixture.js";
import { describeWith } from "./servers.js";
import { storeKinds } from "./stores.js";

const MINE = "1795180000.000100";
const THEIRS = "1795180000.000200";
const why = { code: "SLACK_UNREACHABLE", unknownOutcome: false, countAttempt: true };

for (const kind of storeKinds) {
  describeWith(kind, `a writer that wakes late, ${kind}`, () => {
    let fixture: RowsFixture;
    const work = () => fixture.store.outboxWork;
    const put = (text: string) =>
      fixture.store.transact((rows) => rows.outbox.put(newMessage("m1", text)));
    const react = (on: boolean) =>
      fixture.store.transact((rows) =>
        rows.outbox.put({
          type: "reaction",
          opKey: "m1",
          runId: null,
          channel: "C1",
          messageTs: "1.1",
          name: "eyes",
          on,
        }),
      );
    /** Takes the row; a lease of 0 ms has run out at once, so that the next one takes it too. */
    const take = async (): Promise<DueRow> => {
      const [row] = await work().takeDue(1, 0);
      if (!row) throw new Error("No row is due.");
      return row;
    };
    const row = async () => {
      const { rows } = await fixture.pools.pool.query(
        "select version, shown_version, ts, state, attempts, unknown_outcome from fermata.outbox where op_key = 'm1'",
      );
      return rows[0];
    };
    /** The rows that delete a message. */
    const deletions = async () =>
      (await work().takeDue(10, 0)).flatMap(({ item }) => (item.type === "delete" ? [item] : []));

    beforeAll(async () => {
      fixture = await openRows(kind);
    });
    afterAll(() => fixture.close());
    beforeEach(() => fixture.pools.pool.query("delete from fermata.outbox"));

    it("may not post, and none of its words count, once the row is another's", async () => {
      await put("one");
      const late = await take();
      const next = await take();
      expect(next.token).toBeGreaterThan(late.token);
      expect(await work().markTrying(late, 15_000)).toBe(false);
      await work().later(late, 60_000, why);
      await work().dead(late, "SLACK_REFUSED");
      expect(await row()).toMatchObject({ state: "due", attempts: 0, unknown_outcome: false });
      expect(await work().renew([late, next], 15_000)).toEqual(new Set(["m1"]));
      expect(await work().markTrying(next, 15_000)).toBe(true);
    });

    it("may still post after its time, if nobody took the row, and nobody can take it then", async () => {
      await put("one");
      const late = await take();
      expect(await work().markTrying(late, 15_000)).toBe(true);
      expect(await work().takeDue(1, 0)).toEqual([]);
    });

    it("hands its message over to a successor that has not posted yet", async () => {
      await put("one");
      const late = await take();
      await work().markTrying(late, 0);
      const next = await take();
      expect(await work().shown(late, 1, MINE, "C1")).toEqual({ held: false, ts: MINE });
      expect(await row()).toMatchObject({ state: "shown", ts: MINE, shown_version: 1 });
      expect(await work().markTrying(next, 15_000)).toBe(false);
    });

    it("has its message deleted if the successor has posted", async () => {
      await put("one");
      const late = await take();
      await work().markTrying(late, 0);
      const next = await take();
      await work().shown(next, 1, THEIRS, "C1");
      expect(await work().shown(late, 1, MINE, "C1")).toEqual({ held: false, ts: THEIRS });
      expect(await row()).toMatchObject({ state: "shown", ts: THEIRS });
      expect(await deletions()).toMatchObject([{ channel: "C1", messageTs: MINE }]);
      // Told twice, deleted once.
      await work().shown(late, 1, MINE, "C1");
      expect(await deletions()).toHaveLength(1);
    });

    it("keeps a message that was to be deleted if it stands for its row after all", async () => {
      await put("one");
      const late = await take();
      // The database forgot the row, and is told of its message; the answer to that is lost.
      await fixture.pools.pool.query("delete from fermata.outbox");
      expect(await work().shown(late, 1, MINE, "C1")).toEqual({ held: false, ts: null });
      await put("one");
      const [again] = (await work().takeDue(10, 60_000)).filter(({ item }) => item.opKey === "m1");
      await fixture.pools.pool.query("update fermata.outbox set lease_until = null");
      await work().shown(again!, 1, MINE, "C1");
      expect(await row()).toMatchObject({ state: "shown", ts: MINE });
      expect(await deletions()).toEqual([]);
    });

    it("keeps its message over one that the successor was just posting, and brings it up to date", async () => {
      await put("one");
      const late = await take();
      await put("two");
      const next = await take();
      await work().markTrying(next, 0);
      await work().shown(late, 1, MINE, "C1");
      expect(await work().shown(next, 2, THEIRS, "C1")).toEqual({ held: true, ts: MINE });
      expect(await row()).toMatchObject({ state: "due", ts: MINE, shown_version: 1 });
      const due = await work().takeDue(10, 0);
      expect(due.map(({ item }) => item)).toMatchObject([
        { type: "message", shown: { text: "two" } },
        { type: "delete", channel: "C1", messageTs: THEIRS },
      ]);
      expect(due[0]?.ts).toBe(MINE);
    });

    it("takes its message away again where the row was given up", async () => {
      await put("one");
      const late = await take();
      await work().dead(await take(), "channel_not_found");
      expect(await work().shown(late, 1, MINE, "C1")).toEqual({ held: false, ts: null });
      expect(await deletions()).toMatchObject([{ messageTs: MINE }]);
    });

    it("has a newer text shown once more over an old edit, or an old reaction", async () => {
      await put("one");
      await work().shown(await take(), 1, MINE, "C1");
      await put("two");
      const late = await take();
      await put("three");
      await work().shown(await take(), 3, MINE, "C1");
      expect(await row()).toMatchObject({ state: "shown", shown_version: 3 });
      expect(await work().shown(late, 2, MINE, "C1")).toEqual({ held: false, ts: MINE });
      expect(await take()).toMatchObject({ version: 4, item: { shown: { text: "three" } } });

      await fixture.pools.pool.query("delete from fermata.outbox");
      await react(true);
      const lateReaction = await take();
      await react(false);
      const now = await take();
      await work().shown(lateReaction, 1, null);
      await work().shown(now, 2, null);
      expect(await take()).toMatchObject({ version: 3, item: { on: false } });
    });

    it("leaves what is up to date alone", async () => {
      await put("one");
      const late = await take();
      await work().shown(await take(), 1, MINE, "C1");
      await work().shown(late, 1, MINE, "C1");
      expect(await work().takeDue(10, 0)).toEqual([]);
    });
  });
}
