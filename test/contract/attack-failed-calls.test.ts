import type { Person } from "../../src/domain/person.js";
import { showCall } from "../../src/humans/show-call.js";
import { createAgain } from "../../src/runs/again.js";
import { colleague } from "../support/colleague.js";
import { handClock } from "../support/hand-clock.js";
import { describeWith } from "./servers.js";
import { newCall, openRows, type RowsFixture } from "./rows-fixture.js";
import { storeKinds } from "./stores.js";

const HOUR_MS = 3_600_000;
const leo = { id: "ULEO", name: "Leo" };

for (const kind of storeKinds) {
  describeWith(kind, `questions of a job that failed, ${kind}`, () => {
    let fixture: RowsFixture;
    const transact: RowsFixture["store"]["transact"] = (fn) => fixture.store.transact(fn);
    beforeAll(async () => {
      fixture = await openRows(kind);
    });
    afterAll(() => fixture.close());

    const later = (at: Date | null, ms: number) => at && new Date(at.getTime() + ms);
    const get = (id: string) => fixture.store.read.calls.get(id);

    /** A job that fails when the clock says so, and its question, whose card is shown. */
    async function failing(patch: Parameters<typeof newCall>[1] = {}) {
      const clock = handClock("2026-11-20T14:00:00Z");
      const run = await fixture.newRun();
      const call = newCall(run.id, patch);
      await transact(async (rows) => {
        await rows.calls.insertIfAbsent(call);
        const summary = await rows.runs.summary(run.id);
        if (!summary) throw new Error("There is no such run.");
        const spent = { spentUsd: 0, isUpperBound: false };
        await showCall(rows, summary, call, { practice: false, spent });
      });
      const fail = async () => {
        const claimed = await transact((rows) => rows.runs.claim(run.id, 60_000));
        const token = claimed?.token ?? 0;
        await transact((rows) =>
          rows.runs.settle(run.id, token, "failed", { endedAt: clock.now() }),
        );
      };
      const person = async (team: string, id: string): Promise<Person> =>
        colleague(team, id, clock.now());
      const again = createAgain({
        transact,
        authoriser: { person, personLately: person, personNow: person },
        clock,
        settings: { graphVersion: "1", capUsd: 1 },
      });
      const place = { team: "T1", channel: "C1", threadTs: null, actor: "UMAYA" };
      let presses = 0;
      const retry = (from: Partial<typeof place> = {}) =>
        again.retry({ ...place, ...from, key: `${run.id}:${++presses}`, runId: run.id });
      return { clock, call, fail, retry };
    }

    it("wait with it: nobody is reminded, nothing runs out, and all their times move on with it", async () => {
      const { call, clock, fail, retry } = await failing({
        escalateAt: new Date("2026-11-25T10:00:00.000Z"),
        escalateTo: [leo],
      });
      const due = (now: Date) =>
        transact(async ({ calls }) => {
          const found = [
            ...(await calls.pastDeadline(now, 9)),
            ...(await calls.remindersDue(now, 9)),
            ...(await calls.escalationsDue(now, 9)),
          ];
          return found.filter(({ id }) => id === call.id).length;
        });
      clock.forward(HOUR_MS);
      await fail();
      clock.forward(200 * HOUR_MS);
      expect(await due(clock.now())).toBe(0);
      expect(await retry()).toBe(call.runId);
      expect(await due(clock.now())).toBe(0);
      const now = await get(call.id);
      const deadlineAt = later(call.deadlineAt, 200 * HOUR_MS);
      expect(now).toMatchObject({
        deadlineAt,
        remindAt: later(call.remindAt, 200 * HOUR_MS),
        escalateAt: later(call.escalateAt, 200 * HOUR_MS),
      });
      const card = await fixture.store.read.outbox.get(`${call.id}:card`);
      expect(card).toMatchObject({ shown: { deadlineAt: deadlineAt?.toISOString() } });
      const facts = await fixture.store.read.ledger.list(`run:${call.runId}`);
      const delayed = facts.filter((one) => one.kind === "call_delayed");
      expect(delayed.map((one) => one.data)).toEqual([
        { call: call.id, ms: 200 * HOUR_MS, why: "failed" },
      ]);
      // A second press moves nothing again.
      expect(await retry()).toBeNull();
      expect((await get(call.id))?.deadlineAt).toEqual(deadlineAt);
      expect(await due(new Date(call.deadlineAt.getTime() + 200 * HOUR_MS))).toBe(3);
    });

    it("go on with it also from the direct message that says what it came to, for whoever asked", async () => {
      const { call, fail, retry } = await failing();
      await fail();
      expect(await retry({ actor: "UTOM", channel: "D2" })).toBeNull();
      expect(await retry({ channel: "C2" })).toBeNull();
      expect(await retry({ channel: "D1" })).toBe(call.runId);
    });

    it("get back once what Slack was away while the job had failed", async () => {
      const { call, clock, fail, retry } = await failing({ silence: "default" });
      await fixture.pools.pool.query(
        "update fermata.outbox set state = 'shown', ts = '1.1' where op_key = $1",
        [`${call.id}:card`],
      );
      await transact((rows) => rows.calls.noteSeen(call.id, clock.now(), 60_000));
      const from = clock.now();
      clock.forward(HOUR_MS);
      await fail();
      clock.forward(HOUR_MS);
      const begun = (await get(call.id))?.deadlineAt ?? null;
      await transact((rows) => rows.calls.delayGoingOn(from, clock.now()));
      expect((await get(call.id))?.deadlineAt).toEqual(later(begun, HOUR_MS));
      clock.forward(HOUR_MS);
      await retry();
      expect((await get(call.id))?.deadlineAt).toEqual(later(begun, 3 * HOUR_MS));
    });
  });
}
