import type { Schedule } from "../../src/domain/schedule.js";
import { silentLog } from "../../src/log.js";
import { createSchedulePass } from "../../src/schedules/pass.js";
import { propose } from "../../src/schedules/propose.js";
import { type HandClock, handClock } from "../support/hand-clock.js";
import { openRows, type RowsFixture } from "./rows-fixture.js";
import { describeWith } from "./servers.js";

const settings = { graphVersion: "v1", capUsd: 1 };
const HOUR_MS = 3_600_000;

for (const kind of ["embedded", "postgres"] as const) {
  describeWith(kind, `the instants of schedules, ${kind}`, () => {
    let fixture: RowsFixture;
    let clock: HandClock;
    let woken: string[];
    beforeAll(async () => {
      fixture = await openRows(kind);
    });
    afterAll(() => fixture.close());
    beforeEach(() => {
      woken = [];
    });

    const passOf = () =>
      createSchedulePass({
        transact: fixture.store.transact,
        waker: { wake: async (runId) => void woken.push(runId) },
        clock,
        log: silentLog,
        settings,
        changed: () => undefined,
      });

    /** A schedule that is active from `from` on, whose first instant is `nextAt`. */
    async function active(cron: string, tz: string, from: string, nextAt: string) {
      clock = handClock(from);
      return fixture.store.transact(async (rows) => {
        const made = await propose(rows, proposalOf(cron, tz), clock.now());
        const saved: Schedule = { ...made, state: "active", nextAt: new Date(nextAt) };
        await rows.schedules.put(saved);
        return saved;
      });
    }

    /** What was fired so far: the instant, how late, how many were left out. */
    async function fires(id: string) {
      const { rows } = await fixture.pools.pool.query(
        "select instant, late_ms, missed from fermata.fire where schedule_id = $1 order by instant",
        [id],
      );
      return (rows as { instant: Date; late_ms: number; missed: number }[]).map((row) => ({
        instant: row.instant.toISOString().slice(0, 16),
        lateMin: Math.round(Number(row.late_ms) / 60_000),
        missed: row.missed,
      }));
    }

    /** Looks every half hour for so many hours. */
    async function live(hours: number) {
      const pass = passOf();
      for (let half = 0; half < hours * 2; half += 1) {
        clock.forward(HOUR_MS / 2);
        await pass();
      }
    }

    it("is one where clocks jump over it, and one where they show it twice", async () => {
      const gap = await active(
        "30 2 * * *",
        "Europe/Berlin",
        "2027-03-27T12:00Z",
        "2027-03-28T01:30Z",
      );
      await live(48);
      expect((await fires(gap.id)).map((one) => one.instant)).toEqual([
        "2027-03-28T01:30",
        "2027-03-29T00:30",
      ]);
      const twice = await active(
        "30 2 * * *",
        "Europe/Berlin",
        "2026-10-24T12:00Z",
        "2026-10-25T00:30Z",
      );
      await live(48);
      expect((await fires(twice.id)).map((one) => one.instant)).toEqual([
        "2026-10-25T00:30",
        "2026-10-26T01:30",
      ]);
    });

    it.each([
      [0, 0, { instant: "2026-11-20T14:00", lateMin: 0, missed: 0 }],
      [1, 20, { instant: "2026-11-20T14:00", lateMin: 20, missed: 0 }],
      [100, 20, { instant: "2026-11-24T17:00", lateMin: 20, missed: 99 }],
    ])(
      "after %i instants of downtime runs once, for the last one",
      async (missed, minutes, fire) => {
        const one = await active(
          "0 * * * *",
          "Europe/Berlin",
          "2026-11-20T13:10Z",
          "2026-11-20T14:00Z",
        );
        clock.forward(50 * 60_000 + Math.max(0, missed - 1) * HOUR_MS + minutes * 60_000);
        await passOf()();
        expect(await fires(one.id)).toEqual([fire]);
        // The next one is on time again.
        clock.forward(HOUR_MS - minutes * 60_000);
        await passOf()();
        expect((await fires(one.id)).at(-1)).toMatchObject({ lateMin: 0, missed: 0 });
        expect(await fires(one.id)).toHaveLength(2);
      },
    );

    it("has one run however many look at once, and a proposal none", async () => {
      const one = await active(
        "0 * * * *",
        "Europe/Berlin",
        "2026-11-20T13:10Z",
        "2026-11-20T14:00Z",
      );
      const proposed = await fixture.store.transact((rows) =>
        propose(rows, proposalOf("0 * * * *", "Europe/Berlin"), clock.now()),
      );
      clock.forward(50 * 60_000);
      await Promise.all(Array.from({ length: 8 }, () => passOf()()));
      expect(await fires(one.id)).toHaveLength(1);
      expect(woken).toHaveLength(1);
      // Even a row that was put back: the instant has its run.
      await fixture.store.transact(async (rows) => {
        await rows.schedules.put({ ...one, nextAt: new Date("2026-11-20T14:00Z") });
      });
      await passOf()();
      expect(await fires(one.id)).toHaveLength(1);
      expect(await fires(proposed.id)).toEqual([]);
      clock.forward(8 * 24 * HOUR_MS);
      await passOf()();
      expect(await fixture.store.read.schedules.get(proposed.id)).toBeNull();
    });
  });
}

function proposalOf(cron: string, tz: string) {
  return {
    team: "T1",
    channel: "C1",
    threadTs: null,
    readThreadTs: null,
    isDm: false,
    creatorId: "UMAYA",
    title: "Digest",
    goal: "the open questions",
    files: [],
    cron,
    tz,
    lastCostUsd: null,
  };
}
