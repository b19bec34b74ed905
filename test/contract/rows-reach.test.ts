import { describeWith } from "./servers.js";
import { newCall, newMessage, openRows, type RowsFixture } from "./rows-fixture.js";
import { storeKinds } from "./stores.js";

const MINUTE_MS = 60_000;
const now = new Date("2026-11-20T14:00:00.000Z");
const later = (minutes: number) => new Date(now.getTime() + minutes * MINUTE_MS);
const priya = { id: "UPRIYA", name: "Priya" };
const leo = { id: "ULEO", name: "Leo" };

for (const kind of storeKinds) {
  describeWith(kind, `reaching people, ${kind}`, () => {
    let fixture: RowsFixture;
    const transact: RowsFixture["store"]["transact"] = (fn) => fixture.store.transact(fn);

    beforeAll(async () => {
      fixture = await openRows(kind);
    });
    afterAll(() => fixture.close());

    async function opened(patch: Parameters<typeof newCall>[1] = {}) {
      const run = await fixture.newRun();
      const call = newCall(run.id, { openedAt: now, deadlineAt: later(60), ...patch });
      await transact((rows) => rows.calls.insertIfAbsent(call));
      return call;
    }
    const get = (id: string) => fixture.store.read.calls.get(id);

    it("keeps whom a call reached, who was added and who is next", async () => {
      const call = await opened({
        reached: { people: [priya], place: "#launch" },
        added: [{ who: priya, by: null, at: now.toISOString() }],
        escalateAt: later(10),
        escalateTo: [leo, { id: "UTOM", name: "Tom" }],
        standIns: [{ id: "UMAYA", for: priya, untilDay: "2027-01-05" }],
      });
      expect(await get(call.id)).toEqual(call);
    });

    it("asks one more on an open call only, and is then due no more", async () => {
      const call = await opened({ escalateAt: later(10), escalateTo: [leo] });
      const due = (at: Date) =>
        transact(async (rows) => (await rows.calls.escalationsDue(at, 100)).map((one) => one.id));
      expect(await due(later(9))).not.toContain(call.id);
      expect(await due(later(10))).toContain(call.id);
      const change = {
        asked: [...call.asked, leo],
        added: [{ who: leo, by: null, at: later(10).toISOString() }],
        reached: { people: [leo], place: "#launch" },
        escalated: true,
      };
      expect(await transact((rows) => rows.calls.addAsked(call.id, change))).toBe(true);
      expect(await due(later(11))).not.toContain(call.id);
      expect(await get(call.id)).toMatchObject({ asked: change.asked, added: change.added });
      await transact((rows) => rows.calls.end(call.id, "cancelled", null, null, now));
      expect(await transact((rows) => rows.calls.addAsked(call.id, change))).toBe(false);
      expect(await transact((rows) => rows.calls.lockOpen(call.id))).toBeNull();
    });

    it("loses no one of two who are asked at the same time", async () => {
      const call = await opened();
      const add = (who: typeof leo) =>
        transact(async (rows) => {
          const open = await rows.calls.lockOpen(call.id);
          if (!open) throw new Error("It is not open.");
          const { added, reached } = open;
          const asked = [...open.asked, who];
          await rows.calls.addAsked(call.id, { asked, added, reached, escalated: false });
        });
      await Promise.all([add(leo), add(priya)]);
      const ids = (await get(call.id))?.asked.map((one) => one.id);
      expect(ids?.slice().sort()).toEqual(["ULEO", "UMAYA", "UPRIYA"]);
    });

    it("gives time back only where silence goes on, and only as long as it was open", async () => {
      const before = await opened({ silence: "default", remindAt: later(30) });
      const during = await opened({ silence: "default", openedAt: later(10), remindAt: null });
      const after = await opened({ silence: "default", openedAt: later(20) });
      const strict = await opened({ silence: "deny" });
      const reminded = await opened({
        silence: "default",
        remindAt: later(1),
        remindedAt: later(1),
      });
      const ids = await transact((rows) => rows.calls.delayGoingOn(later(5), later(20)));
      expect(ids).toEqual(expect.arrayContaining([before.id, during.id, reminded.id]));
      expect(await get(before.id)).toMatchObject({ deadlineAt: later(75), remindAt: later(45) });
      expect(await get(during.id)).toMatchObject({ deadlineAt: later(70), remindAt: null });
      expect(await get(reminded.id)).toMatchObject({ deadlineAt: later(75), remindAt: later(1) });
      expect((await get(after.id))?.deadlineAt).toEqual(after.deadlineAt);
      expect((await get(strict.id))?.deadlineAt).toEqual(strict.deadlineAt);
    });

    it("lets no time run out for silence that goes on while Slack is away", async () => {
      const goesOn = await opened({ silence: "default" });
      const strict = await opened({ silence: "deny" });
      const expired = () =>
        transact(async (rows) =>
          (await rows.calls.pastDeadline(later(61), 1_000)).map((one) => one.id),
        );
      await transact((rows) => rows.presence.setSlackDown(now, now));
      expect(await transact((rows) => rows.presence.slackDownSince())).toEqual(now);
      expect(await expired()).not.toContain(goesOn.id);
      expect(await expired()).toContain(strict.id);
      await transact((rows) => rows.presence.setSlackDown(null, now));
      expect(await expired()).toContain(goesOn.id);
    });

    it("counts as overdue only what should have ended", async () => {
      const overdue = async () => (await fixture.store.read.figures()).calls.overdue;
      const past = { deadlineAt: new Date(0) };
      const before = await overdue();
      await opened({ ...past, silence: "wait" });
      const failed = await opened(past);
      await fixture.pools.pool.query("update fermata.run set status = 'failed' where id = $1", [
        failed.runId,
      ]);
      const unseen = await opened({ ...past, silence: "default" });
      const card = newMessage(`${unseen.id}:card`, "May I?");
      await transact((rows) => rows.outbox.put({ ...card, runId: unseen.runId }));
      expect(await overdue()).toBe(before);
      const late = await opened(past);
      expect(await overdue()).toBe(before + 1);
      for (const { id } of [unseen, late])
        await transact((rows) => rows.calls.end(id, "cancelled", null, null, now));
    });

    it("waits for the copy of somebody who has only that", async () => {
      const call = await opened({
        silence: "default",
        reached: { people: [priya], place: "#launch" },
      });
      const expired = () =>
        transact(async (rows) =>
          (await rows.calls.pastDeadline(later(61), 1_000)).some((one) => one.id === call.id),
        );
      const opKey = `${call.id}:card:${priya.id}`;
      await transact((rows) =>
        rows.outbox.put({ ...newMessage(opKey, "May I?"), runId: call.runId }),
      );
      expect(await expired()).toBe(false);
      const due = await fixture.store.outboxWork.takeDue(100, 0);
      const row = due.find(({ item }) => item.opKey === opKey);
      if (!row) throw new Error("The card is not due.");
      await fixture.store.outboxWork.shown(row, 1, "1.1");
      expect(await expired()).toBe(true);
    });

    it("says when somebody of us was up last, and which runs are late", async () => {
      await transact((rows) => rows.presence.touch(now));
      const run = await fixture.newRun({ createdAt: later(-1) });
      const waits = await fixture.newRun({ createdAt: later(-1), status: "waiting" });
      const seen = await transact((rows) => rows.presence.touch(later(20)));
      expect(seen).toEqual(now);
      const late = (runId: string) => transact((rows) => rows.presence.lateOf(runId));
      expect(await late(run.id)).toBeNull();
      await transact((rows) => rows.presence.markLate(now, later(20)));
      expect(await late(run.id)).toEqual({ ms: 20 * MINUTE_MS, from: now });
      expect(await late(waits.id)).toBeNull();
    });

    it("keeps a card that was deleted as lost, though a writer was just changing it", async () => {
      const call = await opened();
      const opKey = `${call.id}:card`;
      const put = (text: string) =>
        transact((rows) => rows.outbox.put({ ...newMessage(opKey, text), runId: call.runId }));
      const take = async () => {
        const due = await fixture.store.outboxWork.takeDue(100, 60_000);
        const row = due.find(({ item }) => item.opKey === opKey);
        if (!row) throw new Error("The card is not due.");
        return row;
      };
      await put("May I?");
      await fixture.store.outboxWork.shown(await take(), 1, "7.7", "C1");
      await put("May I now?");
      const edit = await take();
      await transact((rows) => rows.calls.noteDeleted({ channel: call.channel, ts: "7.7" }));
      // Slack said yes a moment before somebody deleted it.
      await fixture.store.outboxWork.shown(edit, 2, "7.7", "C1");
      const lost = await transact((rows) => rows.calls.withLostCard(100));
      expect(lost.map(({ id }) => id)).toContain(call.id);
    });

    it("sends a personal reminder once, and again only after a new wish", async () => {
      const call = await opened();
      const due = () =>
        transact(async (rows) =>
          (await rows.reminders.due(later(61), 100)).filter((one) => one.callId === call.id),
        );
      const wish = { callId: call.id, userId: priya.id, at: later(60) };
      await transact((rows) => rows.reminders.put(wish));
      await transact((rows) => rows.reminders.put(wish));
      expect(await due()).toEqual([wish]);
      const mark = () => transact((rows) => rows.reminders.markSent(call.id, priya.id, later(61)));
      expect([await mark(), await mark()]).toEqual([true, false]);
      expect(await due()).toEqual([]);
      await transact((rows) => rows.reminders.put(wish));
      expect(await due()).toEqual([wish]);
    });
  });
}
