import { append } from "../../src/ledger/append.js";
import { verify } from "../../src/ledger/verify.js";
import { describeWith } from "./servers.js";
import { openRows, type RowsFixture, upTo } from "./rows-fixture.js";
import { storeKinds } from "./stores.js";

for (const kind of storeKinds) {
  describeWith(kind, `money and the record, ${kind}`, () => {
    let fixture: RowsFixture;
    const noon = (day: string) => new Date(`${day}T12:00:00.000Z`);
    const reserve = (
      runId: string,
      key: string,
      usd: number,
      day = "2026-11-20",
      cap = 20,
      at = noon(day),
    ) =>
      fixture.store.spend.reserve({
        runId,
        key,
        role: "draft",
        model: "m",
        insteadOf: null,
        inputDigest: key,
        maxCalls: 200,
        maxRepeats: 5,
        usd,
        capDayUsd: cap,
        day,
        at,
      });
    const settle = (
      runId: string,
      key: string,
      costUsd: number,
      response: string | null,
      at: Date,
    ) =>
      fixture.store.spend.settle({
        runId,
        key,
        at,
        costUsd,
        isUpperBound: false,
        inputTokens: 10,
        outputTokens: 5,
        response,
        isOutage: false,
      });
    const dayOf = async (day: string) => {
      const { rows } = await fixture.pools.pool.query<{ spent: number; reserved: number }>(
        "select spent_usd as spent, reserved_usd as reserved from fermata.spend_day where day = $1",
        [day],
      );
      return rows[0];
    };

    beforeAll(async () => {
      fixture = await openRows(kind);
    });
    afterAll(() => fixture.close());

    it("keeps 30 parallel reservations within the run's cap", async () => {
      const run = await fixture.newRun({ capUsd: 1 });
      const answers = await Promise.all(upTo(30).map((n) => reserve(run.id, `step:${n}`, 0.1)));
      expect(answers.filter((answer) => answer === "ok")).toHaveLength(10);
      expect(answers.filter((answer) => answer === "run_cap")).toHaveLength(20);
      const stored = await fixture.store.read.runs.get(run.id);
      expect(stored?.reservedUsd).toBeCloseTo(1, 6);
    });

    it("keeps 30 parallel runs within the day's cap and leaves no reservation behind", async () => {
      const runs = await Promise.all(upTo(30).map(() => fixture.newRun({ capUsd: 5 })));
      const answers = await Promise.all(
        runs.map((run) => reserve(run.id, "step", 0.25, "2026-11-21", 2)),
      );
      expect(answers.filter((answer) => answer === "ok")).toHaveLength(8);
      expect(answers.filter((answer) => answer === "day_cap")).toHaveLength(22);
      expect(await dayOf("2026-11-21")).toEqual({ spent: 0, reserved: 2 });
      const stored = await Promise.all(runs.map((run) => fixture.store.read.runs.get(run.id)));
      expect(stored.map((run) => run?.reservedUsd)).toEqual(
        answers.map((answer) => (answer === "ok" ? 0.25 : 0)),
      );
    });

    it("books what a call cost and keeps its answer", async () => {
      const run = await fixture.newRun();
      await reserve(run.id, "draft:1", 0.5, "2026-11-22");
      await settle(run.id, "draft:1", 0.125, "the answer", noon("2026-11-22"));
      expect(await fixture.store.spend.finished(run.id, "draft:1")).toBe("the answer");
      expect(await fixture.store.read.runs.get(run.id)).toMatchObject({
        spentUsd: 0.125,
        reservedUsd: 0,
      });
      expect(await dayOf("2026-11-22")).toEqual({ spent: 0.125, reserved: 0 });
      expect(await fixture.store.read.spend.ofRun(run.id)).toEqual({
        spentUsd: 0.125,
        isUpperBound: false,
        calls: 1,
        byRole: { draft: 1 },
      });
      await expect(settle(run.id, "draft:1", 1, null, noon("2026-11-22"))).rejects.toMatchObject({
        code: "ILLEGAL_TRANSITION",
      });
      // An answer that is no longer of use is asked for again; its cost stays.
      expect(await reserve(run.id, "draft:1", 0.5, "2026-11-22")).toBe("ok");
      expect(await fixture.store.spend.finished(run.id, "draft:1")).toBeNull();
      await settle(run.id, "draft:1", 0.125, "another", noon("2026-11-22"));
      expect(await fixture.store.read.runs.get(run.id)).toMatchObject({ spentUsd: 0.25 });
    });

    it("books a crashed try as spent, also when the next one no longer fits", async () => {
      const run = await fixture.newRun({ capUsd: 1 });
      await reserve(run.id, "draft:1", 0.5, "2026-11-23");
      expect(await reserve(run.id, "draft:1", 0.25, "2026-11-24")).toBe("ok");
      expect(await dayOf("2026-11-23")).toEqual({ spent: 0.5, reserved: 0 });
      expect(await reserve(run.id, "draft:1", 0.5, "2026-11-24")).toBe("run_cap");
      expect(await dayOf("2026-11-24")).toEqual({ spent: 0.25, reserved: 0 });
      expect(await fixture.store.spend.finished(run.id, "draft:1")).toBeNull();
      expect(await fixture.store.read.spend.ofRun(run.id)).toEqual({
        spentUsd: 0.75,
        isUpperBound: true,
        calls: 1,
        byRole: { draft: 1 },
      });
      // A failed call keeps its cost, and the next try adds to it.
      expect(await reserve(run.id, "draft:1", 0.25, "2026-11-24")).toBe("ok");
      await settle(run.id, "draft:1", 0.125, null, noon("2026-11-24"));
      expect(await fixture.store.read.runs.get(run.id)).toMatchObject({ spentUsd: 0.875 });
    });

    it("leaves a successor's reservation to the successor, whoever of the two answers first", async () => {
      const day = "2026-11-25";
      const [froze, tookOver] = [noon(day), new Date(`${day}T12:00:20.000Z`)];
      for (const late of ["the late answer", null]) {
        const run = await fixture.newRun({ capUsd: 1 });
        await reserve(run.id, "draft:1", 0.5, day, 20, froze);
        await reserve(run.id, "draft:1", 0.25, day, 20, tookOver);
        await settle(run.id, "draft:1", 0.125, late, froze);
        const stored = () => fixture.store.read.runs.get(run.id);
        expect(await stored()).toMatchObject({ spentUsd: 0.5, reservedUsd: 0.25 });
        await settle(run.id, "draft:1", 0.125, "the answer", tookOver);
        await settle(run.id, "draft:1", 0.125, late, froze);
        expect(await fixture.store.spend.finished(run.id, "draft:1")).toBe("the answer");
        expect(await stored()).toMatchObject({ spentUsd: 0.625, reservedUsd: 0 });
      }
      // Booked as left over, and then nothing was left for another try.
      const poor = await fixture.newRun({ capUsd: 0.5 });
      await reserve(poor.id, "draft:1", 0.5, day, 20, froze);
      expect(await reserve(poor.id, "draft:1", 0.5, day, 20, tookOver)).toBe("run_cap");
      await settle(poor.id, "draft:1", 0.125, "the late answer", froze);
      expect(await fixture.store.read.runs.get(poor.id)).toMatchObject({ spentUsd: 0.5 });
    });

    it("keeps a chain linear under parallel appends, each fact once", async () => {
      const { store } = fixture;
      const chain = "run:parallel";
      const fact = (n: number) => ({
        chain,
        kind: "task_done" as const,
        key: `task:${n % 15}`,
        actor: null,
        at: new Date("2026-11-20T13:02:00.123Z"),
        data: { task: `t${n % 15}`, facts: n % 15, part: 0.1, ok: true, none: null },
      });
      const added = await Promise.all(
        upTo(30).map((n) => store.transact((rows) => append(rows.ledger, fact(n)))),
      );
      expect(added.filter(Boolean)).toHaveLength(15);
      const entries = await store.read.ledger.list(chain);
      expect(entries.map(({ seq }) => seq)).toEqual(upTo(15).map((n) => n + 1));
      const head = await store.transact((rows) => rows.ledger.lockHead(chain));
      expect(verify(entries, head)).toBeNull();
    });

    it("finds an entry that was changed in the database", async () => {
      const { store } = fixture;
      const chain = "run:tampered";
      for (const n of upTo(4)) {
        await store.transact((rows) =>
          append(rows.ledger, {
            chain,
            kind: "call_decided",
            key: `call:${n}`,
            actor: "UPRIYA",
            at: new Date("2026-11-20T13:02:00.000Z"),
            data: { verb: "reject" },
          }),
        );
      }
      await fixture.pools.pool.query(
        `update fermata.ledger set data = '{"verb":"approve"}' where chain = $1 and seq = 3`,
        [chain],
      );
      expect(verify(await store.read.ledger.list(chain))).toEqual({ seq: 3, what: "content" });
      await fixture.pools.pool.query("delete from fermata.ledger where chain = $1 and seq = 2", [
        chain,
      ]);
      expect(verify(await store.read.ledger.list(chain))).toEqual({ seq: 2, what: "order" });
    });

    it("forgets nothing of a run's record that was rolled back with its transaction", async () => {
      const { store } = fixture;
      const fact = {
        chain: "run:rolled-back",
        kind: "run_started" as const,
        key: "started",
        actor: null,
        at: new Date("2026-11-20T13:02:00.000Z"),
        data: {},
      };
      const broken = store.transact(async (rows) => {
        await append(rows.ledger, fact);
        throw new Error("no");
      });
      await expect(broken).rejects.toThrow("no");
      expect(await store.read.ledger.list(fact.chain)).toEqual([]);
      expect(await store.transact((rows) => append(rows.ledger, fact))).toBe(true);
    });
  });
}
