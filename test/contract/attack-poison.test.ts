import { noSchedules } from "../support/no-schedules.js";
import { emptyCheckpoint } from "@langchain/langgraph-checkpoint";
import { systemClock } from "../../src/clock.js";
import { fail } from "../../src/errors.js";
import { silentMeter } from "../../src/meter.js";
import { silentLog } from "../../src/log.js";
import { createAdvance } from "../../src/runs/advance.js";
import type { AdvanceDeps } from "../../src/runs/advance-deps.js";
import { createFencedSaver } from "../../src/store/checkpoints/fenced-saver.js";
import { describeWith } from "./servers.js";
import { openRows, type RowsFixture, upTo } from "./rows-fixture.js";
import { storeKinds } from "./stores.js";

const CUT_OFF = 3;

for (const kind of storeKinds) {
  describeWith(kind, `a job that ends its worker, ${kind}`, () => {
    let fixture: RowsFixture;
    const transact: RowsFixture["store"]["transact"] = (fn) => fixture.store.transact(fn);
    beforeAll(async () => {
      fixture = await openRows(kind);
    });
    afterAll(() => fixture.close());

    /** Takes the run and dies; gives the token it had. */
    async function dieWith(runId: string): Promise<number> {
      const claimed = await transact((rows) => rows.runs.claim(runId, 0));
      if (!claimed) throw new Error("Not claimed.");
      return claimed.token;
    }

    async function stepForward(runId: string, lease: number): Promise<void> {
      const configurable = { thread_id: runId, checkpoint_ns: "", lease };
      const metadata = { source: "loop" as const, step: 1, parents: {} };
      const saver = createFencedSaver(fixture.pools.pool);
      await saver.put({ configurable }, emptyCheckpoint(), metadata, {});
    }

    /** A worker; `begins` collects the runs that it began with, and `begun` hears of each. */
    function worker(
      begins: string[],
      gate?: Promise<void>,
      change: Pick<Partial<AdvanceDeps>, "begin" | "transact" | "waker"> = {},
      begun = () => undefined as void,
    ) {
      return createAdvance({
        rulings: { ofCall: async () => null },
        awayNow: async () => [],
        schedules: noSchedules,
        waker: { wake: async () => undefined },
        transact,
        transactNow: transact,
        begin: async (runId) => {
          begins.push(runId);
          begun();
          await gate;
          return {
            ok: false,
            verdict: { allow: false, rule: "guest", why: "Guests cannot do this." },
          };
        },
        graphs: { here: { known: ["1"], retired: [] }, build: () => null, move: async () => null },
        clock: systemClock,
        log: silentLog,
        meter: silentMeter,
        practice: false,
        modelPatienceMs: 60_000,
        maxWorkMs: 60_000,
        waiting: {} as AdvanceDeps["waiting"],
        reach: async () => {
          throw new Error("Nobody is asked.");
        },
        ruled: [],
        splitResult: (text) => [text],
        firstPart: () => null,
        takesFiles: async () => false,
        allCanRead: async () => true,
        permalink: () => "https://acme.slack.com/archives/C1/p1",
        ...change,
      });
    }

    it("is not begun again for ever: it fails where people see it, and can be tried again", async () => {
      const run = await fixture.newRun();
      for (const _ of upTo(CUT_OFF)) await dieWith(run.id);
      const begins: string[] = [];
      await worker(begins)(run.id);
      expect(begins).toEqual([]);
      const { read } = fixture.store;
      const now = await read.runs.get(run.id);
      expect(now).toMatchObject({ status: "failed", endReason: "poison" });
      const shown = await read.outbox.get(`${run.id}:failed:${now?.token}`);
      expect(shown).toMatchObject({
        shown: {
          kind: "failure",
          canRetry: true,
          what: "I broke off 3 times at the same step.",
          kept: expect.stringMatching(/^Nothing was posted\. Try again once\. If it stops there/),
        },
      });
      expect(await transact((rows) => rows.runs.retry(run.id))).toBe(true);
      await worker(begins)(run.id);
      expect(begins).toEqual([run.id]);
    });

    it("has its last chance alone: others wait meanwhile, and it waits for those who are there", async () => {
      const [suspect, other] = [await fixture.newRun(), await fixture.newRun()];
      for (const _ of upTo(CUT_OFF - 1)) await dieWith(suspect.id);
      const status = async (id: string) => (await fixture.store.read.runs.get(id))?.status;
      let release = () => undefined as void;
      const gate = new Promise<void>((resolve) => (release = resolve));
      const begins: string[] = [];
      /** Has a worker begin with a run, and leaves it at the gate. */
      const beginWith = async (runId: string) => {
        let begun = () => undefined as void;
        const hasBegun = new Promise<void>((resolve) => (begun = resolve));
        const take = worker(begins, gate, {}, begun);
        const over = take(runId);
        await hasBegun;
        return { take, over };
      };
      const { take: one, over: working } = await beginWith(other.id);
      await one(suspect.id);
      expect([begins, await status(suspect.id)]).toEqual([[other.id], "queued"]);
      // It is as near to its end as before, and somebody who is alone may take it.
      const { take: elsewhere, over: last } = await beginWith(suspect.id);
      const third = await fixture.newRun();
      await elsewhere(third.id);
      release();
      await Promise.all([working, last]);
      expect(begins).toEqual([other.id, suspect.id]);
      expect(await status(third.id)).toBe("queued");
      await elsewhere(third.id);
      expect(begins).toHaveLength(3);
    });

    it("has had no try where it was only handed back, also if the worker dies over it", async () => {
      const [suspect, other] = [await fixture.newRun(), await fixture.newRun()];
      for (const _ of upTo(CUT_OFF - 1)) await dieWith(suspect.id);
      let release = () => undefined as void;
      const gate = new Promise<void>((resolve) => (release = resolve));
      let begun = () => undefined as void;
      const hasBegun = new Promise<void>((resolve) => (begun = resolve));
      let left = Infinity;
      const untilDeath: typeof transact = (fn) =>
        (left -= 1) >= 0 ? transact(fn) : Promise.reject(fail("DATABASE_UNREACHABLE"));
      const take = worker([], gate, { transact: untilDeath }, begun);
      const working = take(other.id);
      await hasBegun;
      left = 1;
      await take(suspect.id).catch(() => undefined);
      const now = await fixture.store.read.runs.get(suspect.id);
      expect(now).toMatchObject({ status: "queued", attempts: CUT_OFF - 1 });
      left = Infinity;
      release();
      await working;
    });

    it("keeps no place for one whose claim was rolled back", async () => {
      const [suspect, other] = [await fixture.newRun(), await fixture.newRun()];
      for (const _ of upTo(CUT_OFF - 1)) await dieWith(suspect.id);
      const begins: string[] = [];
      let fails = true;
      const take = worker(begins, undefined, {
        transact: (fn) =>
          transact(async (rows) => {
            const done = await fn(rows);
            if (fails) throw fail("DATABASE_UNREACHABLE");
            return done;
          }),
      });
      await expect(take(suspect.id)).rejects.toThrow();
      fails = false;
      await take(other.id);
      expect(begins).toEqual([other.id]);
    });

    it("calls back at once, when it may, whom it turned away", async () => {
      const [suspect, other, third] = [
        await fixture.newRun(),
        await fixture.newRun(),
        await fixture.newRun(),
      ];
      for (const _ of upTo(CUT_OFF - 1)) await dieWith(suspect.id);
      const wakes: string[] = [];
      const gates = new Map<string, () => void>();
      const begun = new Map<string, () => void>();
      const hasBegun = (id: string) => new Promise<void>((done) => begun.set(id, done));
      let woken = () => undefined as void;
      const nextWake = () => new Promise<void>((done) => (woken = done));
      const take = worker([], undefined, {
        waker: { wake: async (id) => (wakes.push(id), woken()) },
        begin: async (id) => {
          const gate = new Promise<void>((done) => gates.set(id, done));
          begun.get(id)?.();
          await gate;
          return { ok: false, verdict: { allow: false, rule: "guest", why: "Guests cannot." } };
        },
      });
      const otherBegun = hasBegun(other.id);
      const first = take(other.id);
      await otherBegun;
      await take(suspect.id);
      await take(third.id);
      expect(wakes).toEqual([]);
      let wake = nextWake();
      gates.get(other.id)?.();
      await Promise.all([first, wake]);
      expect(wakes).toEqual([suspect.id]);
      const suspectBegun = hasBegun(suspect.id);
      const second = take(suspect.id);
      await suspectBegun;
      wake = nextWake();
      gates.get(suspect.id)?.();
      await Promise.all([second, wake]);
      expect(wakes).toEqual([suspect.id, third.id]);
    });

    it("is begun again while it steps forward between two deaths", async () => {
      const run = await fixture.newRun();
      for (const _ of upTo(CUT_OFF * 2)) await stepForward(run.id, await dieWith(run.id));
      const begins: string[] = [];
      await worker(begins)(run.id);
      expect(begins).toEqual([run.id]);
    });

    it.each([
      ["Slack is away", fail("SLACK_UNREACHABLE"), 0],
      ["the model is away", fail("MODEL_UNREACHABLE"), 0],
      ["the process ends", null, 0],
      ["it fails", new Error("boom"), 1],
    ])("is not blamed for what was before its last step when %s", async (_, error, attempts) => {
      const run = await fixture.newRun();
      await dieWith(run.id);
      const one = worker([], undefined, {
        begin: async (runId) => {
          await stepForward(runId, (await fixture.store.read.runs.get(runId))?.token ?? 0);
          if (error === null) void one.drain();
          throw error ?? new Error("ended");
        },
      });
      await one(run.id);
      expect(await fixture.store.read.runs.get(run.id)).toMatchObject({
        status: "queued",
        attempts,
      });
    });

    it("is not blamed for a database that was away, and is free as soon as that is back", async () => {
      const run = await fixture.newRun();
      let isAway = false;
      const one = worker([], undefined, {
        begin: async () => {
          isAway = true;
          throw fail("DATABASE_UNREACHABLE");
        },
        transact: async (work) => {
          if (!isAway) return transact(work);
          isAway = false;
          throw fail("DATABASE_UNREACHABLE");
        },
      });
      await one(run.id);
      expect(await fixture.store.read.runs.get(run.id)).toMatchObject({
        status: "queued",
        attempts: 0,
      });
    });

    it("is handed back at the end of a process that took it from itself", async () => {
      const run = await fixture.newRun();
      const works = upTo(2).map(() => {
        let go = () => undefined as void;
        let begin = () => undefined as void;
        const begun = new Promise<void>((resolve) => (begin = resolve));
        const gate = new Promise<void>((resolve) => (go = resolve));
        return { begun, begin, gate, go };
      });
      const [first, second] = works as [(typeof works)[0], (typeof works)[0]];
      const coming = [...works];
      const one = worker([], undefined, {
        begin: async () => {
          const work = coming.shift();
          work?.begin();
          await work?.gate;
          throw new Error("ended");
        },
      });
      const early = one(run.id);
      await first.begun;
      // The database stood still for longer than the lease.
      await fixture.pools.pool.query(
        "update fermata.run set lease_until = now() - interval '1 second' where id = $1",
        [run.id],
      );
      const late = one(run.id);
      await second.begun;
      first.go();
      await early;
      const drained = one.drain();
      second.go();
      await Promise.all([late, drained]);
      // One loss, and no failed try: it was told to end.
      expect(await fixture.store.read.runs.get(run.id)).toMatchObject({
        status: "queued",
        attempts: 1,
      });
    });
  });
}
