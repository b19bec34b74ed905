import type { CallAsk, HumanCall } from "../../src/domain/human-call.js";
import { conclude } from "../../src/humans/conclude.js";
import { openCall } from "../../src/humans/open.js";
import { cancelCalls } from "../../src/humans/time-out.js";
import type { ShownOf } from "../../src/domain/shown.js";
import { newCall, openRows, type RowsFixture } from "./rows-fixture.js";
import { describeWith } from "./servers.js";
import { storeKinds } from "./stores.js";

const now = new Date("2026-11-20T13:02:00.000Z");
const maya = { id: "UMAYA", name: "Maya" };
const waiting = {
  approveWorkingDays: 3,
  questionMinutes: 60,
  undoSeconds: 10,
  workingHours: { from: 9, to: 17 },
};
const context = {
  others: [],
  now,
  waiting,
  practice: false,
  spent: { spentUsd: 0.1, isUpperBound: false },
  ruled: [],
  escalation: null,
  reach: {
    place: "#launch",
    kind: "public" as const,
    isRestricted: false,
    members: new Set(["UMAYA"]),
    sources: [],
  },
};

for (const kind of storeKinds) {
  describeWith(kind, `Questions of a schedule that join one card, ${kind}`, () => {
    let fixture: RowsFixture;
    let times = 0;
    const transact: RowsFixture["store"]["transact"] = (fn) => fixture.store.transact(fn);
    const get = (id: string) => transact((rows) => rows.calls.get(id));
    const card = (id: string) =>
      transact(async (rows) => {
        const item = await rows.outbox.get(`${id}:card`);
        return item?.type === "message" ? item.shown : null;
      });
    /** One time of the schedule that asks. */
    async function asks(question: string): Promise<string> {
      times += 1;
      const instant = new Date(now.getTime() + times * 60_000);
      const run = await fixture.newRun({ status: "running", title: "Launch brief" });
      const { args } = newCall(run.id);
      if (args.fn !== "choose") throw new Error("The fixture's call is a choice.");
      const ask: CallAsk = {
        id: `call_${run.id}`,
        taskId: null,
        args: { ...args, question },
        asked: [maya],
      };
      await transact(async (rows) => {
        const fire = { scheduleId: "sch_1", instant, runId: run.id, lateMs: 0, missed: 0 };
        await rows.schedules.insertFire({ ...fire, since: null });
        const brief = await rows.runs.summary(run.id);
        if (brief) await openCall(rows, brief, ask, { ...context, now: instant });
      });
      return ask.id;
    }
    const answer = (id: string) =>
      transact(async (rows) => {
        const call = await rows.calls.get(id);
        if (!call) throw new Error("There is no such call.");
        return conclude(rows, call, {
          outcome: { verb: "choose", index: 1, note: "" },
          by: maya,
          actors: [maya.id],
          texts: {},
          verb: "choose.1",
          team: "T1",
          policy: "1",
          now,
        });
      });

    beforeAll(async () => {
      fixture = await openRows(kind);
      await fixture.pools.pool.query(
        `insert into fermata.schedule (id, team, channel, is_dm, creator_id, title, goal, cron, tz, state, created_at)
         values ('sch_1', 'T1', 'C1', false, 'UMAYA', 'Launch brief', 'a brief', '0 9 * * *', 'UTC', 'active', now())`,
      );
    });
    afterAll(() => fixture.close());

    it("asks once, says how many jobs wait, and answers all of them", async () => {
      const first = await asks("Which date is right?");
      const second = await asks("Which date is right?");
      const other = await asks("Which price is right?");
      expect(await get(second)).toMatchObject({ joinedTo: first, status: "open", remindAt: null });
      expect((await get(other))?.joinedTo ?? null).toBeNull();
      expect(await card(second)).toBeNull();
      expect(await card(first)).toMatchObject({ kind: "choose", callId: first, jobs: 2 });
      expect(await answer(first)).toBe(true);
      for (const id of [first, second])
        expect(await get(id)).toMatchObject({
          status: "decided",
          outcome: { verb: "choose", index: 1 },
          decidedBy: maya,
        });
      expect(await get(other)).toMatchObject({ status: "open" });
      // Each job takes its own answer in, and a late press changes neither.
      const untaken = (call: HumanCall | null) =>
        transact((rows) => rows.calls.untaken(call?.runId ?? ""));
      for (const id of [first, second])
        expect((await untaken(await get(id))).map((one) => one.id)).toEqual([id]);
      expect(await answer(second)).toBe(false);
    });

    it("gives the next one its own card when the first job is stopped", async () => {
      const lead = await asks("Which day?");
      const next = await asks("Which day?");
      const last = await asks("Which day?");
      expect(await card(lead)).toMatchObject({ jobs: 3 });
      const { runId = "" } = (await get(lead)) ?? {};
      await transact((rows) => cancelCalls(rows, runId, now));
      expect(await get(lead)).toMatchObject({ status: "cancelled" });
      expect((await card(lead))?.kind).toBe("choose_settled");
      expect((await get(next))?.joinedTo ?? null).toBeNull();
      expect(await get(last)).toMatchObject({ joinedTo: next, status: "open" });
      expect((await card(next)) as ShownOf<"choose">).toMatchObject({ callId: next, jobs: 2 });
      await transact(async (rows) =>
        cancelCalls(rows, (await rows.calls.get(last))?.runId ?? "", now),
      );
      expect(await card(next)).toMatchObject({ callId: next, jobs: 1 });
      expect(await answer(next)).toBe(true);
      expect(await get(last)).toMatchObject({ status: "cancelled" });
    });
  });
}
