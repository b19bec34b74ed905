import { expireCalls, remindCalls } from "../../src/humans/time-out.js";
import { createStore } from "../../src/store/store.js";
import { handClock } from "../support/hand-clock.js";
import { newCall, openRows, type RowsFixture } from "./rows-fixture.js";
import { describeWith } from "./servers.js";
import { storeKinds } from "./stores.js";

const MINUTE_MS = 60_000;
const hours = { from: 9, to: 17 };
/** A function that an earlier version had, or whose arguments were others there. */
const unknown = {
  fn: "declared" as const,
  name: "juggle",
  title: "Launch brief",
  data: "{}",
  question: "Can you juggle?",
  silenceMeans: "nothing is done",
};

for (const kind of storeKinds) {
  describeWith(kind, `a call that an earlier version asked, ${kind}`, () => {
    let fixture: RowsFixture;
    beforeAll(async () => {
      fixture = await openRows(kind);
    });
    afterAll(() => fixture.close());

    it("holds up nobody's reminder and nobody's end, and ends itself where people see it", async () => {
      const clock = handClock();
      const opened = async (minutes: number, patch: Parameters<typeof newCall>[1] = {}) => {
        const run = await fixture.newRun();
        const at = (more: number) => new Date(clock.now().getTime() + more * MINUTE_MS);
        const times = { openedAt: at(0), remindAt: at(minutes), deadlineAt: at(2 * minutes) };
        const call = newCall(run.id, { ...times, ...patch });
        await fixture.store.transact((rows) => rows.calls.insertIfAbsent(call));
        return call;
      };
      const { read, transact } = fixture.store;
      const old = await opened(10, { args: unknown });
      const other = await opened(20);
      clock.forward(21 * MINUTE_MS);
      await transact((rows) => remindCalls(rows, clock.now(), 10, hours));
      expect(await read.outbox.get(`${other.id}:reminder`)).not.toBeNull();
      clock.forward(60 * MINUTE_MS);
      await transact((rows) => expireCalls(rows, clock.now(), 10));
      for (const { id } of [old, other]) {
        expect(await read.calls.get(id)).toMatchObject({ status: "expired" });
      }
      expect(await read.outbox.get(`${old.id}:card`)).toMatchObject({
        shown: { kind: "ask_settled", headline: "This cannot be answered any more" },
      });
    });

    it("holds up nobody either where a newer one wrote it in a way that cannot be read", async () => {
      const told: string[] = [];
      const store = createStore({
        pool: fixture.pools.pool,
        onError: () => undefined,
        onUnreadable: (id) => void told.push(id),
      });
      const clock = handClock("2026-12-20T13:00:00Z");
      const opened = async (agoMinutes: number) => {
        const run = await fixture.newRun();
        const ago = (minutes: number) => new Date(clock.now().getTime() - minutes * MINUTE_MS);
        const times = { openedAt: ago(60), remindAt: ago(agoMinutes), deadlineAt: ago(agoMinutes) };
        const call = newCall(run.id, { ...times, escalateAt: ago(agoMinutes) });
        await store.transact((rows) => rows.calls.insertIfAbsent(call));
        return call.id;
      };
      const newer = await opened(20);
      const other = await opened(10);
      await fixture.pools.setupPool.query(
        "update fermata.human_call set args = '\\x7f00'::bytea where id = $1",
        [newer],
      );
      const looks = () =>
        store.transact(async ({ calls }) => {
          const now = clock.now();
          const found = [
            await calls.escalationsDue(now, 1),
            await calls.remindersDue(now, 1),
            await calls.pastDeadline(now, 1),
          ];
          return found.flat().map(({ id }) => id);
        });
      // The first look finds it in its way, and the ones after it go past it.
      expect(await looks()).toEqual([other, other]);
      expect(await looks()).toEqual([other, other, other]);
      expect(told).toEqual([newer]);
      await store.close();
    });
  });
}
