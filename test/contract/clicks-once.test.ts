import type { InboxBody } from "../../src/domain/inbox.js";
import { newId } from "../../src/domain/ids.js";
import type { Run } from "../../src/domain/run.js";
import { propose } from "../../src/schedules/propose.js";
import { handClock } from "../support/hand-clock.js";
import { clickHandler, pressed } from "./click-parts.js";
import { newCall, openRows, type RowsFixture } from "./rows-fixture.js";
import { describeWith } from "./servers.js";
import { storeKinds } from "./stores.js";

type Kind = InboxBody["kind"];
const clock = handClock("2026-11-20T14:00:00Z");

for (const kind of storeKinds) {
  describeWith(kind, `a click acted on by two processes, ${kind}`, () => {
    let fixture: RowsFixture;
    beforeAll(async () => {
      fixture = await openRows(kind);
    });
    afterAll(() => fixture.close());

    const run = async (status: Run["status"], endReason: Run["endReason"] = null) =>
      (await fixture.newRun({ status, endReason })).id;
    const call = async () => {
      const made = newCall(await run("queued"));
      await fixture.store.transact((rows) => rows.calls.insertIfAbsent(made));
      return made.id;
    };
    const schedule = async (): Promise<string> => {
      const made = await fixture.store.transact((rows) =>
        propose(
          rows,
          {
            team: "T1",
            channel: "C1",
            threadTs: null,
            readThreadTs: null,
            isDm: false,
            creatorId: "UMAYA",
            goal: "the digest",
            files: [],
            cron: "0 9 * * 5",
            tz: "UTC",
            lastCostUsd: null,
            title: "",
          },
          clock.now(),
        ),
      );
      const nextAt = new Date("2026-11-27T09:00:00Z");
      await fixture.store.transact((rows) =>
        rows.schedules.put({ ...made, state: "active", nextAt }),
      );
      return made.id;
    };
    /** Everything that is kept, but the clicks themselves. */
    const everything = async (): Promise<string[]> => {
      const query = (text: string) => fixture.pools.pool.query(text);
      const tables = await query(
        "select table_name as name from information_schema.tables where table_schema = 'fermata'",
      );
      const all = (tables.rows as { name: string }[])
        .filter(({ name }) => name !== "inbox")
        .map(({ name }) => `select '${name} ' || t::text as row from fermata.${name} t`);
      const { rows } = await query(`${all.join(" union all ")} order by row`);
      return (rows as { row: string }[]).map(({ row }) => row);
    };
    const handled = async (id: string) => {
      const found = await fixture.pools.pool.query(
        "select handled_at from fermata.inbox where id = $1",
        [id],
      );
      return (found.rows as { handled_at: Date | null }[])[0]?.handled_at ?? null;
    };

    /** One of each kind, about something that it can change. */
    const bodies: { [K in Kind]: () => Promise<Extract<InboxBody, { kind: K }>> } = {
      decide: async () => ({ kind: "decide", callId: await call(), verb: "choose.1", values: {} }),
      reply: async () => ({ kind: "reply", callIds: [await call(), await call()], word: "1" }),
      send_back: async () => ({ kind: "send_back", callId: await call(), noteId: "note_none" }),
      stop: async () => ({ kind: "stop", runId: await run("queued") }),
      retry: async () => ({ kind: "retry", runId: await run("failed") }),
      resume: async () => ({ kind: "resume", runId: await run("cancelled", "stopped") }),
      partial: async () => ({ kind: "partial", runId: await run("failed") }),
      feedback: async () => ({ kind: "feedback", runId: await run("completed"), value: "good" }),
      redo: async () => ({ kind: "redo", runId: await run("completed"), note: "shorter" }),
      ask_again: async () => ({ kind: "ask_again", runId: await run("failed") }),
      restart: async () => ({ kind: "restart", runId: await run("failed", "version") }),
      undo: async () => ({ kind: "undo", runId: await run("queued") }),
      takedown: async () => ({ kind: "takedown", runId: await run("completed") }),
      goal: async () => ({ kind: "goal", text: "a poem", threadTs: "1795180000.000001" }),
      schedule_new: async () => ({
        kind: "schedule_new",
        runId: null,
        cron: "0 9 * * 5",
        goal: "a poem",
      }),
      schedule_act: async () => ({
        kind: "schedule_act",
        scheduleId: await schedule(),
        verb: "skip",
      }),
      schedule_change: async () => ({
        kind: "schedule_change",
        scheduleId: await schedule(),
        cron: "0 9 * * 4",
        goal: "a song",
      }),
      schedule_list: async () => ({ kind: "schedule_list", page: 1 }),
      why_run: async () => ({ kind: "why_run", runId: await run("completed") }),
      why_call: async () => ({ kind: "why_call", callId: await call() }),
      delegate: async () => ({ kind: "delegate", callId: await call(), userId: "ULEO" }),
      remind: async () => ({ kind: "remind", callId: await call() }),
      rule_answer: async () => ({ kind: "rule_answer", ruleId: newId("rule"), yes: true }),
      rule_revoke: async () => ({ kind: "rule_revoke", ruleId: newId("rule") }),
      morning: async () => ({ kind: "morning", on: true }),
    };

    it.each(Object.keys(bodies) as Kind[])("does nothing more for a late %s", async (each) => {
      const late = await pressed(fixture, await bodies[each](), clock.now());
      const { transact } = fixture.store;
      let taken = false;
      // It stands still right after it took the click; meanwhile another process acts on it.
      const standsStill: typeof transact = async (fn) => {
        const result = await transact(fn);
        if (!taken) await transact((rows) => rows.inbox.markHandled(late, clock.now()));
        taken = true;
        return result;
      };
      const before = await everything();
      await clickHandler(fixture, clock, { transact: standsStill })(late);
      expect(taken).toBe(true);
      expect(await everything()).toEqual(before);

      const inTime = await pressed(fixture, await bodies[each](), clock.now());
      const then = await everything();
      await clickHandler(fixture, clock)(inTime);
      expect(await everything()).not.toEqual(then);
      expect(await handled(inTime)).toEqual(clock.now());
    });
  });
}
