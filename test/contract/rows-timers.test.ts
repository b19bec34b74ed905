import type { HumanCall } from "../../src/domain/human-call.js";
import { createAway } from "../../src/humans/away.js";
import { createEscalations } from "../../src/humans/escalations.js";
import { expireCalls, remindCalls } from "../../src/humans/time-out.js";
import { handClock } from "../support/hand-clock.js";
import { verify } from "../../src/ledger/verify.js";
import { newCall, newMessage, openRows, type RowsFixture, upTo } from "./rows-fixture.js";
import { describeWith } from "./servers.js";
import { storeKinds } from "./stores.js";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const hours = { from: 9, to: 17 };
const leo = { id: "ULEO", name: "Leo" };
const tom = { id: "UTOM", name: "Tom" };
const nowhere = { place: "", kind: "public" as const, isRestricted: false, sources: [] };

for (const kind of storeKinds) {
  describeWith(kind, `timers of calls, ${kind}`, () => {
    let fixture: RowsFixture;
    const transact: RowsFixture["store"]["transact"] = (fn) => fixture.store.transact(fn);
    beforeAll(async () => {
      fixture = await openRows(kind);
    });
    afterAll(() => fixture.close());

    async function opened(from: Date, patch: Parameters<typeof newCall>[1] = {}) {
      const run = await fixture.newRun();
      const at = (minutes: number) => new Date(from.getTime() + minutes * MINUTE_MS);
      const times = { openedAt: from, remindAt: at(30), deadlineAt: at(60) };
      const call = newCall(run.id, { ...times, ...patch });
      await transact((rows) => rows.calls.insertIfAbsent(call));
      return call;
    }
    const get = (id: string) => fixture.store.read.calls.get(id);
    const status = async (id: string) => (await get(id))?.status;
    const remind = (now: Date) => transact((rows) => remindCalls(rows, now, 1_000, hours));
    const expire = (now: Date) => transact((rows) => expireCalls(rows, now, 1_000));
    const facts = async (runId: string, what: string) =>
      (await fixture.store.read.ledger.list(`run:${runId}`)).filter(({ kind: k }) => k === what);

    it("waits without an end, and reminds once a working day", async () => {
      const clock = handClock();
      const call = await opened(clock.now(), { silence: "wait" });
      clock.forward(31 * MINUTE_MS);
      await remind(clock.now());
      await remind(clock.now());
      expect(await facts(call.runId, "call_reminded")).toHaveLength(1);
      // Friday afternoon: the next time is Monday, not tomorrow.
      clock.forward(DAY_MS);
      await remind(clock.now());
      expect(await facts(call.runId, "call_reminded")).toHaveLength(1);
      clock.forward(2 * DAY_MS);
      await remind(clock.now());
      clock.forward(DAY_MS);
      await remind(clock.now());
      expect(await facts(call.runId, "call_reminded")).toHaveLength(3);
      clock.forward(400 * DAY_MS);
      await expire(clock.now());
      expect(await status(call.id)).toBe("open");
      const told = await transact((rows) => rows.outbox.get(`${call.id}:reminder`));
      expect(told).toMatchObject({ shown: { kind: "reminder", silence: "wait" } });
      await transact((rows) => rows.calls.end(call.id, "cancelled", null, null, clock.now()));
    });

    it("ends each call once where several workers end them together", async () => {
      const clock = handClock();
      const calls: HumanCall[] = [];
      for (const one of upTo(60)) {
        // Some share a job: their facts stand behind each other in one chain.
        const runId = one % 3 === 0 ? {} : { runId: calls.at(-1)?.runId ?? "" };
        calls.push(
          await opened(clock.now(), { silence: one % 2 === 0 ? "deny" : "default", ...runId }),
        );
      }
      clock.forward(61 * MINUTE_MS);
      const ended: string[] = [];
      const worker = async () => {
        for (;;) {
          const runs = await transact((rows) => expireCalls(rows, clock.now(), 7));
          ended.push(...runs);
          if (runs.length === 0) return;
        }
      };
      await Promise.all(upTo(4).map(worker));
      await worker();
      expect(ended.slice().sort()).toEqual(calls.map((call) => call.runId).sort());
      for (const runId of new Set(ended)) {
        const entries = await fixture.store.read.ledger.list(`run:${runId}`);
        const expected = calls
          .filter((call) => call.runId === runId)
          .map(({ id }) => `${id}:expired`);
        expect(entries.map(({ key }) => key).sort()).toEqual(expected.sort());
        expect(verify(entries)).toBeNull();
      }
      expect(await status(calls[0]?.id ?? "")).toBe("expired");
    });

    it("asks several people next, once, and one without Slack holds up no other", async () => {
      const clock = handClock();
      const next = { escalateAt: new Date(clock.now().getTime() + 48 * MINUTE_MS) };
      const both = await opened(clock.now(), { ...next, escalateTo: [leo, tom] });
      const unreachable = await opened(clock.now(), {
        escalateAt: new Date(clock.now().getTime() + 47 * MINUTE_MS),
        escalateTo: [leo],
      });
      const escalate = createEscalations({
        transact,
        reach: async (run) => {
          if (run.id === unreachable.runId) throw new Error("Slack does not answer.");
          return { ...nowhere, members: new Set(["UMAYA", "ULEO", "UTOM"]) };
        },
        clock,
      });
      await escalate(100);
      expect((await get(both.id))?.asked).toHaveLength(1);
      clock.forward(49 * MINUTE_MS);
      await expect(escalate(100)).rejects.toThrow("Slack does not answer.");
      await expect(escalate(100)).rejects.toThrow("Slack does not answer.");
      expect((await get(both.id))?.asked.map((one) => one.id)).toEqual(["UMAYA", "ULEO", "UTOM"]);
      expect(await facts(both.runId, "call_escalated")).toHaveLength(2);
      expect(await transact((rows) => rows.outbox.get(`${both.id}:asked:UTOM`))).not.toBeNull();
      // Its silence means no: that it could not be asked about does not keep it open.
      clock.forward(12 * MINUTE_MS);
      await expire(clock.now());
      expect([await status(both.id), await status(unreachable.id)]).toEqual(["expired", "expired"]);
    });

    it("begins the time of a question that goes on when its card is seen", async () => {
      const clock = handClock();
      const times = { escalateAt: new Date(clock.now().getTime() + 48 * MINUTE_MS) };
      const calls = {
        goesOn: await opened(clock.now(), { silence: "default", escalateTo: [leo], ...times }),
        strict: await opened(clock.now(), { silence: "deny" }),
      };
      for (const { id, runId } of Object.values(calls)) {
        const item = { ...newMessage(`${id}:card`, "Which date?"), runId };
        await transact((rows) => rows.outbox.put(item));
      }
      const away = createAway({ transact, slackReachable: () => true, clock, sleeps: false });
      clock.forward(61 * MINUTE_MS);
      await remind(clock.now());
      await expire(clock.now());
      expect(await facts(calls.strict.runId, "call_reminded")).toHaveLength(1);
      expect(await facts(calls.goesOn.runId, "call_reminded")).toHaveLength(0);
      expect([await status(calls.goesOn.id), await status(calls.strict.id)]).toEqual([
        "open",
        "expired",
      ]);
      const due = await transact((rows) => rows.calls.escalationsDue(clock.now(), 1_000));
      expect(due.map(({ id }) => id)).not.toContain(calls.goesOn.id);
      // Not seen yet: whoever says so is early.
      await away.seen(calls.goesOn.id);
      expect((await get(calls.goesOn.id))?.deadlineAt).toEqual(calls.goesOn.deadlineAt);
      await fixture.pools.pool.query(
        `update fermata.outbox set ts = '1.1', state = 'shown', shown_at = now()
          where op_key = $1`,
        [`${calls.goesOn.id}:card`],
      );
      await expire(clock.now());
      expect(await status(calls.goesOn.id)).toBe("open");
      await away.seen(calls.goesOn.id);
      await away.seen(calls.goesOn.id);
      const later = (at: Date | null) => at && new Date(at.getTime() + 61 * MINUTE_MS);
      expect(await get(calls.goesOn.id)).toMatchObject({
        deadlineAt: later(calls.goesOn.deadlineAt),
        remindAt: later(calls.goesOn.remindAt),
        escalateAt: later(calls.goesOn.escalateAt),
      });
      clock.forward(60 * MINUTE_MS);
      await expire(clock.now());
      expect(await status(calls.goesOn.id)).toBe("expired");
    });

    it("gives back the time in which workers were up and no bot was, once", async () => {
      const clock = handClock();
      const of = (reachable: boolean | null) =>
        createAway({ transact, slackReachable: () => reachable, clock, sleeps: false });
      const worker = of(null);
      await worker.returned();
      await of(true).stillUp();
      const question = await opened(clock.now(), { silence: "default" });
      const strict = await opened(clock.now(), { silence: "deny" });
      const passes = async (minutes: number) => {
        for (let n = 0; n < minutes * 4; n += 1) {
          await worker.stillUp();
          await expire(clock.now());
          clock.forward(MINUTE_MS / 4);
        }
      };
      await passes(90);
      expect([await status(question.id), await status(strict.id)]).toEqual(["open", "expired"]);
      // The bot that comes back has the house up all the time: it is Slack that was away.
      const bot = of(true);
      await bot.returned();
      await bot.stillUp();
      const extra = 90 * MINUTE_MS;
      const due = new Date(question.deadlineAt.getTime() + extra);
      expect((await get(question.id))?.deadlineAt).toEqual(due);
      expect(await facts(question.runId, "call_delayed")).toHaveLength(1);
      // All of us away at once: whoever is back first gives that time back, and it is not the bots' time again.
      clock.forward(30 * MINUTE_MS);
      const next = of(null);
      await next.returned();
      await next.stillUp();
      clock.forward(MINUTE_MS / 4);
      await next.stillUp();
      await of(true).stillUp();
      const later = new Date(due.getTime() + 30 * MINUTE_MS);
      expect((await get(question.id))?.deadlineAt).toEqual(later);
    });

    it("notes in a pass what whoever posted the card could not note any more", async () => {
      const clock = handClock();
      const call = await opened(clock.now(), { silence: "default" });
      const item = { ...newMessage(`${call.id}:card`, "Which date?"), runId: call.runId };
      await transact((rows) => rows.outbox.put(item));
      await fixture.pools.pool.query(
        `update fermata.outbox set ts = '1.1', state = 'shown', shown_at = now() - interval '40 minutes'
          where op_key = $1`,
        [item.opKey],
      );
      clock.forward(100 * MINUTE_MS);
      const here = { known: ["1"], retired: [] };
      expect(await fixture.store.due(clock.now(), here)).toContain("seen");
      await createAway({ transact, slackReachable: () => true, clock, sleeps: false }).noteLeft();
      // It stood unseen for an hour, and was seen 40 minutes ago.
      const gone = ((await get(call.id))?.deadlineAt.getTime() ?? 0) - call.deadlineAt.getTime();
      expect(Math.abs(gone - 60 * MINUTE_MS)).toBeLessThan(5_000);
    });
  });
}
