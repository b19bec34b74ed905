import { systemClock } from "../../src/clock.js";
import { IllegalTransition } from "../../src/domain/illegal-transition.js";
import { newId } from "../../src/domain/ids.js";
import { createReadAllowance } from "../../src/tools/read-allowance.js";
import { KeptInput } from "../../src/runs/begin/begin.js";
import { createNotes, createRecord } from "../../src/runs/record.js";
import { describeWith } from "./servers.js";
import { newCall, openRows, type RowsFixture, upTo } from "./rows-fixture.js";
import { storeKinds } from "./stores.js";

const now = new Date("2026-11-20T14:00:00.000Z");

for (const kind of storeKinds) {
  describeWith(kind, `runs and calls, ${kind}`, () => {
    let fixture: RowsFixture;
    const transact: RowsFixture["store"]["transact"] = (fn) => fixture.store.transact(fn);
    const claim = (runId: string, leaseMs = 60_000) =>
      transact((rows) => rows.runs.claim(runId, leaseMs));
    /** Claims it and gives the lease's token. */
    const held = async (runId: string, leaseMs?: number) =>
      (await claim(runId, leaseMs))?.token ?? 0;

    beforeAll(async () => {
      fixture = await openRows(kind);
    });
    afterAll(() => fixture.close());

    it("gives a run to one of many workers, with its request", async () => {
      const run = await fixture.newRun();
      const claims = await Promise.all(upTo(10).map(() => claim(run.id)));
      const won = claims.filter((claimed) => claimed !== null);
      expect(won).toHaveLength(1);
      const token = won[0]?.token;
      expect(token).toBeGreaterThan(run.token);
      expect(won[0]).toMatchObject({
        run: { ...run, status: "running", token },
        request: { id: run.requestId, files: [{ name: "rota.csv" }] },
      });
    });

    it("hands over a lease that ran out and refuses the old token", async () => {
      const run = await fixture.newRun();
      const first = await claim(run.id, 0);
      const second = await claim(run.id);
      expect([first?.takenOver, second?.takenOver]).toEqual([false, true]);
      const [old, newer] = [first?.token ?? 0, second?.token ?? 0];
      expect(newer).toBeGreaterThan(old);
      const stale = { code: "LEASE_LOST" };
      await expect(transact((rows) => rows.runs.fence(run.id, old))).rejects.toMatchObject(stale);
      await expect(
        transact((rows) => rows.runs.settle(run.id, old, "completed", {})),
      ).rejects.toMatchObject(stale);
      await expect(
        transact((rows) => rows.runs.setTitle(run.id, old, "late")),
      ).rejects.toMatchObject(stale);
      await expect(
        transact((rows) => rows.runs.keepInput(run.id, old, "{}")),
      ).rejects.toMatchObject(stale);
      expect(await transact((rows) => rows.runs.renew(run.id, old, 1_000))).toEqual({
        held: false,
        stopBy: null,
        attempts: 0,
      });
      await transact((rows) => rows.runs.fence(run.id, newer));
    });

    it("counts a source once, however often an outage has it opened again", async () => {
      const { id: runId } = await fixture.newRun();
      const { countRead } = fixture.store;
      const open = (key: string) => countRead({ runId, key }, { maxReads: 2, open: [] });
      for (const _ of upTo(5)) {
        const both = await Promise.all(["read:t1", "read:t2"].map(open));
        expect(both).toEqual([{ documents: 0 }, { documents: 0 }]);
      }
      expect(await open("read:t3")).toBeNull();
      expect(await open("read:t1")).toEqual({ documents: 0 });
    });

    it("counts a document once, whether it is kept or open again", async () => {
      const { id: runId } = await fixture.newRun();
      const { countRead, saveArtifact } = fixture.store;
      const keys = ["read:t1", "read:t2"];
      for (const key of keys) {
        const made = {
          id: newId("art"),
          runId,
          key,
          kind: "document" as const,
          title: "",
          body: "x",
        };
        await saveArtifact({ ...made, digest: "d", createdAt: now });
      }
      const within = createReadAllowance(countRead, { maxReads: 9, maxDocuments: 2 });
      const again = await Promise.all(keys.map((key) => within({ runId, key }, async () => key)));
      expect(again).toEqual(keys);
      await expect(within({ runId, key: "read:t3" }, async () => "")).rejects.toMatchObject({
        code: "READ_LIMIT",
      });
    });

    it("is found as left by its worker once its lease is over, and by nobody else", async () => {
      const run = await fixture.newRun();
      const lapsed = async (known = ["1"]) =>
        (await fixture.store.read.runs.lapsed(1_000, { known, retired: [] })).filter(
          ({ id }) => id === run.id,
        );
      expect(await lapsed()).toEqual([]);
      expect(await fixture.store.due(now, { known: [], retired: [] })).toContain("runs");
      const token = await held(run.id, 0);
      // Whatever was asked before it: it began, and people saw it begin.
      await fixture.newRun({ createdAt: new Date(0) });
      expect((await fixture.store.read.runs.stalled(1))[0]).toMatchObject({ left: true });
      expect([await lapsed(), await lapsed(["2"])]).toEqual([
        [{ id: run.id, token, left: true }],
        [],
      ]);
      // Its end has passed, and that of nobody else is sooner.
      expect(await fixture.store.read.runs.nextLapseMs()).toBeLessThanOrEqual(0);
      const next = await held(run.id);
      expect(await lapsed()).toEqual([]);
      await transact((rows) => rows.runs.settle(run.id, next, "queued", {}));
      expect(await lapsed()).toEqual([]);
    });

    it("gives no token twice to a run of a database that went back", async () => {
      const run = await fixture.newRun();
      const { pool } = fixture.pools;
      const before = await held(run.id);
      // As it was in the copy: nobody had claimed it yet.
      await pool.query(
        "update fermata.run set token = 0, status = 'queued', lease_until = null where id = $1",
        [run.id],
      );
      const after = await held(run.id);
      expect(after).toBeGreaterThan(before);
      const stale = transact((rows) => rows.runs.fence(run.id, before));
      await expect(stale).rejects.toMatchObject({ code: "LEASE_LOST" });
    });

    it("keeps the first input it was given", async () => {
      const run = await fixture.newRun();
      const token = await held(run.id);
      const keep = (text: string) => transact((rows) => rows.runs.keepInput(run.id, token, text));
      expect([await keep("a"), await keep("b")]).toEqual(["a", "a"]);
      expect(await fixture.store.read.runs.input(run.id)).toBe("a");
    });

    it("settles only along the status table, and frees the lease", async () => {
      const run = await fixture.newRun();
      const token = await held(run.id);
      await transact((rows) =>
        rows.runs.settle(run.id, token, "queued", {
          nextTryInMs: 3_600_000,
          attempts: "one more",
          addWorkMs: 1_500.4,
        }),
      );
      expect(await fixture.store.read.runs.get(run.id)).toMatchObject({
        status: "queued",
        attempts: 1,
        workMs: 1_500,
      });
      // Its next try is an hour away; only a stop is sooner.
      expect(await claim(run.id)).toBeNull();
      await expect(
        transact((rows) => rows.runs.settle(run.id, token, "completed", {})),
      ).rejects.toThrow(IllegalTransition);
      await transact((rows) => rows.runs.requestStop(run.id, "UMAYA", now));
      const stopping = await claim(run.id);
      expect(stopping?.run).toMatchObject({ stopBy: "UMAYA" });
      await transact((rows) =>
        rows.runs.settle(run.id, stopping?.token ?? 0, "cancelled", {
          endReason: "stopped",
          endedAt: now,
        }),
      );
      expect(await claim(run.id)).toBeNull();
    });

    it("lets its worker write nothing more once it is settled", async () => {
      const run = await fixture.newRun();
      const token = await held(run.id);
      const input = KeptInput.parse({ graph: { approval: { wanted: false } }, others: [] });
      const lease = { transact, token, clock: systemClock };
      const record = createRecord({ ...lease, input, capUsd: 1 });
      const { ofRun } = fixture.store.read.notes;
      const notes = createNotes({ ...lease, ofRun });
      await transact(async (rows) => {
        await rows.notes.insertIfAbsent({
          id: `note_${run.id}`,
          runId: run.id,
          messageTs: "1795180001.000100",
          userId: "UMAYA",
          userName: "Maya",
          text: "and the rota",
          at: now,
          takenAt: null,
        });
        await rows.runs.settle(run.id, token, "queued", {});
      });
      const late = { code: "LEASE_LOST" };
      await expect(transact((rows) => rows.runs.fence(run.id, token))).rejects.toMatchObject(late);
      await expect(
        record({ runId: run.id, key: "work:t1" }, { now: "Reading." }),
      ).rejects.toMatchObject(late);
      // Whoever takes the run next takes this in, or says that it came too late.
      await expect(notes(run.id)).rejects.toMatchObject(late);
      expect(await ofRun(run.id)).toMatchObject([{ takenAt: null }]);
    });

    it("leaves a waiting run alone until a call of it has ended", async () => {
      const run = await fixture.newRun();
      const call = newCall(run.id);
      const first = await held(run.id);
      await transact(async (rows) => {
        await rows.calls.insertIfAbsent(call);
        await rows.runs.settle(run.id, first, "waiting", {});
      });
      const stalled = () =>
        transact((rows) => rows.runs.stalled(1_000)).then((runs) => runs.map(({ id }) => id));
      expect([await claim(run.id), (await stalled()).includes(run.id)]).toEqual([null, false]);
      await transact((rows) =>
        rows.calls.end(call.id, "decided", { verb: "choose", index: 1, note: "" }, null, now),
      );
      expect(await stalled()).toContain(run.id);
      const second = await held(run.id);
      expect(second).toBeGreaterThan(first);
      expect(await stalled()).not.toContain(run.id);
      await transact(async (rows) => {
        expect(await rows.calls.untaken(run.id)).toHaveLength(1);
        await rows.calls.markTaken([call.id], now);
        await rows.runs.settle(run.id, second, "waiting", {});
      });
      expect(await claim(run.id)).toBeNull();
    });

    it("counts every answer as taken in once the run never goes on, and none that is open", async () => {
      const run = await fixture.newRun();
      const [decided, open] = [newCall(run.id), newCall(run.id)];
      await transact(async (rows) => {
        await rows.calls.insertIfAbsent(decided);
        await rows.calls.insertIfAbsent(open);
        await rows.calls.end(
          decided.id,
          "decided",
          { verb: "choose", index: 1, note: "" },
          null,
          now,
        );
        expect(await rows.calls.untaken(run.id)).toHaveLength(1);
        await rows.checkpoints.remove(run.id);
        expect(await rows.calls.untaken(run.id)).toEqual([]);
        expect((await rows.calls.get(decided.id))?.takenAt).toEqual(now);
        expect((await rows.calls.get(open.id))?.takenAt).toBeNull();
      });
    });

    it("lets one of many stop it, tells the listeners, and tries again only what failed", async () => {
      const run = await fixture.newRun();
      let unsubscribe = () => undefined as void;
      const heard = new Promise<string>((resolve) => {
        unsubscribe = fixture.store.signals.onRunSignal((id) => {
          if (id === run.id) resolve(id);
        });
      });
      await fixture.store.signals.listening();
      const stops = await Promise.all(
        upTo(5).map((n) => transact((rows) => rows.runs.requestStop(run.id, `U${n}`, now))),
      );
      expect(stops.filter(Boolean)).toHaveLength(1);
      expect(await heard).toBe(run.id);
      unsubscribe();
      expect(await transact((rows) => rows.runs.retry(run.id))).toBe(false);
      const token = await held(run.id);
      await transact((rows) =>
        rows.runs.settle(run.id, token, "failed", { endReason: "model", endedAt: now }),
      );
      expect(await transact((rows) => rows.runs.requestStop(run.id, "U9", now))).toBe(false);
      const retries = await Promise.all(
        upTo(5).map(() => transact((rows) => rows.runs.retry(run.id))),
      );
      expect(retries.filter(Boolean)).toHaveLength(1);
      expect(await fixture.store.read.runs.get(run.id)).toMatchObject({
        status: "queued",
        endReason: null,
        stopBy: null,
        endedAt: null,
      });
    });

    it.each(["unreadable", "version", "budget"] as const)(
      "goes on from nothing where nothing is kept: %s",
      async (endReason) => {
        const run = await fixture.newRun();
        const token = (await claim(run.id))?.token ?? 0;
        await transact((rows) => rows.runs.settle(run.id, token, "failed", { endReason }));
        expect(await transact((rows) => rows.runs.retry(run.id))).toBe(false);
      },
    );

    it("finds the living run of a thread and says who asked", async () => {
      const run = await fixture.newRun({ title: "Launch brief" });
      const read = fixture.store.read;
      const thread = [run.team, run.channel, run.threadTs] as const;
      expect(await read.runs.liveInThread(...thread)).toMatchObject({ id: run.id });
      expect(await read.runs.anyInThread("T1", "C1", "1.1")).toBe(false);
      const summary = { id: run.id, title: "Launch brief", messageTs: run.threadTs };
      expect(await read.runs.summary(run.id)).toMatchObject({
        ...summary,
        requester: { id: "UMAYA", name: "somebody" },
        requesterTz: "UTC",
      });
      const maya = {
        team: "T1",
        id: "UMAYA",
        name: "Maya",
        tz: "Europe/Berlin",
        isBot: false,
        isGuest: false,
        isStranger: false,
        isDeactivated: false,
        isAdmin: true,
        fetchedAt: now,
      };
      await transact((rows) => rows.people.put({ ...maya, name: "M." }));
      await transact((rows) => rows.people.put(maya));
      expect(await read.people.get("T1", "UMAYA")).toEqual(maya);
      expect(await read.runs.summary(run.id)).toMatchObject({
        requester: { name: "Maya" },
        requesterTz: "Europe/Berlin",
      });
      const token = await held(run.id);
      await transact((rows) => rows.runs.settle(run.id, token, "completed", {}));
      expect(await read.runs.liveInThread(...thread)).toBeNull();
      expect(await read.runs.anyInThread(...thread)).toBe(true);
    });

    it("lets exactly one of 20 deciders end a call", async () => {
      const run = await fixture.newRun();
      const call = newCall(run.id);
      const inserted = await Promise.all(
        upTo(3).map(() => transact((rows) => rows.calls.insertIfAbsent(call))),
      );
      expect(inserted.filter(Boolean)).toHaveLength(1);
      const by = (n: number) => ({ id: `U${n}`, name: `Person ${n}` });
      const ended = await Promise.all(
        upTo(20).map((n) =>
          transact((rows) =>
            rows.calls.end(
              call.id,
              "decided",
              { verb: "choose", index: (n % 2) + 1, note: "" },
              by(n),
              now,
            ),
          ),
        ),
      );
      const winner = ended.indexOf(true);
      expect(ended.filter(Boolean)).toHaveLength(1);
      expect(await fixture.store.read.calls.get(call.id)).toEqual({
        ...call,
        status: "decided",
        outcome: { verb: "choose", index: (winner % 2) + 1, note: "" },
        decidedBy: by(winner),
        decidedAt: now,
      });
    });

    it("finds the calls whose time has come and reminds once", async () => {
      const run = await fixture.newRun();
      const remindAt = new Date("2026-01-01T09:00:00.000Z");
      const call = newCall(run.id, { remindAt, deadlineAt: new Date("2026-01-02T09:00:00.000Z") });
      await transact((rows) => rows.calls.insertIfAbsent(call));
      const ids = (calls: { id: string }[]) => calls.map(({ id }) => id);
      const { calls } = fixture.store.read;
      expect(ids(await calls.remindersDue(remindAt, 10))).toEqual([call.id]);
      expect(ids(await calls.pastDeadline(remindAt, 10))).toEqual([]);
      expect(ids(await calls.pastDeadline(call.deadlineAt, 10))).toEqual([call.id]);
      const marked = await Promise.all(
        upTo(4).map(() => transact((rows) => rows.calls.markReminded(call, now, null))),
      );
      expect(marked.filter(Boolean)).toHaveLength(1);
      expect(await calls.remindersDue(remindAt, 10)).toEqual([]);
    });
  });
}
