import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { DueRow } from "../../src/slack/outbound/ports.js";
import { describeWith } from "./servers.js";
import {
  newMessage,
  newRequest,
  newRunOf,
  openRows,
  type RowsFixture,
  upTo,
} from "./rows-fixture.js";
import { storeKinds } from "./stores.js";

const now = new Date("2026-11-20T14:00:00.000Z");

for (const kind of storeKinds) {
  describeWith(kind, `outbox and intake, ${kind}`, () => {
    let fixture: RowsFixture;
    const transact: RowsFixture["store"]["transact"] = (fn) => fixture.store.transact(fn);
    const put = (opKey: string, text: string) =>
      transact((rows) => rows.outbox.put(newMessage(opKey, text)));
    const keys = (due: DueRow[]) => due.map(({ item }) => item.opKey);
    const take = async (): Promise<DueRow> => {
      const [row] = await fixture.store.outboxWork.takeDue(1, 0);
      if (!row) throw new Error("No row is due.");
      return row;
    };

    beforeAll(async () => {
      fixture = await openRows(kind);
    });
    afterAll(() => fixture.close());
    beforeEach(() => fixture.pools.pool.query("delete from fermata.outbox"));

    it("shows each change once: the same text changes nothing, a newer one is an edit", async () => {
      const { outboxWork, read } = fixture.store;
      await put("m1", "one");
      await put("m1", "one");
      const [first] = (await outboxWork.takeDue(10, 60_000)) as [DueRow];
      expect(first).toMatchObject({ version: 1, ts: null, attempts: 0, unknownOutcome: false });
      // While it is being posted, two newer texts come in: they are one edit.
      await put("m1", "two");
      await put("m1", "three");
      expect(await outboxWork.takeDue(10, 60_000)).toEqual([]);
      await outboxWork.shown(first, 1, "1795180000.000100");
      const [second] = (await outboxWork.takeDue(10, 60_000)) as [DueRow];
      expect(second).toMatchObject({
        version: 3,
        ts: "1795180000.000100",
        item: { shown: { text: "three" } },
      });
      await outboxWork.shown(second, 3, null);
      expect(await outboxWork.takeDue(10, 60_000)).toEqual([]);
      expect(await outboxWork.msUntilDue()).toBeNull();
      expect(await read.outbox.tsOf("m1")).toBe("1795180000.000100");
      expect(await read.outbox.get("m1")).toEqual(newMessage("m1", "three"));
    });

    it("leases oldest first, each row to one writer, until the lease runs out", async () => {
      const { outboxWork } = fixture.store;
      for (const n of upTo(6)) await put(`m${n}`, "text");
      const taken = await Promise.all(upTo(6).map(() => outboxWork.takeDue(2, 60_000)));
      expect(taken.flatMap(keys).toSorted()).toEqual(upTo(6).map((n) => `m${n}`));
      expect(await outboxWork.takeDue(10, 0)).toEqual([]);
      await fixture.pools.pool.query("update fermata.outbox set lease_until = now()");
      expect(keys(await outboxWork.takeDue(3, 60_000))).toEqual(["m0", "m1", "m2"]);
    });

    it("waits after a failure, keeps the pause over a newer text, and remembers a doubtful try", async () => {
      const { outboxWork } = fixture.store;
      await put("m1", "one");
      expect(await outboxWork.markTrying(await take(), 0)).toBe(true);
      const doubtful = await take();
      expect(doubtful).toMatchObject({ unknownOutcome: true });
      const why = { code: "SLACK_UNREACHABLE", unknownOutcome: true, countAttempt: true };
      await outboxWork.later(doubtful, 60_000, why);
      await put("m1", "two");
      expect(await outboxWork.takeDue(1, 0)).toEqual([]);
      const waitMs = (await outboxWork.msUntilDue()) ?? 0;
      expect(waitMs > 30_000 && waitMs <= 60_000).toBe(true);
      await outboxWork.later(doubtful, 0, { ...why, unknownOutcome: false, countAttempt: false });
      expect(await outboxWork.takeDue(1, 0)).toMatchObject([
        { version: 2, attempts: 1, unknownOutcome: false },
      ]);
    });

    it("gives up a dead row until its text changes", async () => {
      const { outboxWork, read } = fixture.store;
      await put("m1", "one");
      await outboxWork.dead(await take(), "SLACK_REFUSED");
      await put("m1", "one");
      expect(await outboxWork.takeDue(1, 0)).toEqual([]);
      expect((await read.figures()).outbox).toMatchObject({ count: 0, dead: 1 });
      await put("m1", "two");
      expect(await outboxWork.takeDue(1, 0)).toMatchObject([{ version: 2, attempts: 0 }]);
    });

    it("gives up a row that it cannot read and goes on with the rest", async () => {
      const { outboxWork, read } = fixture.store;
      for (const key of ["m1", "m2"]) await put(key, "text");
      await fixture.pools.pool.query(
        `update fermata.outbox set content = '{"type":"hologram"}' where op_key = 'm1'`,
      );
      expect(keys(await outboxWork.takeDue(10, 0))).toEqual(["m2"]);
      expect((await read.figures()).outbox).toMatchObject({ count: 1, dead: 1 });
    });

    it("never changes a private answer, and turns a reaction off again", async () => {
      const { outboxWork } = fixture.store;
      const answer = (text: string) => ({
        ...newMessage("e1", text),
        type: "ephemeral" as const,
        userId: "UTOM",
      });
      const reaction = (on: boolean) => ({
        type: "reaction" as const,
        opKey: "r1",
        runId: null,
        channel: "C1",
        messageTs: "1.1",
        name: "eyes",
        on,
      });
      await transact(async (rows) => {
        await rows.outbox.put(answer("one"));
        await rows.outbox.put(answer("two"));
        await rows.outbox.put(reaction(true));
        await rows.outbox.put(reaction(false));
      });
      expect(await outboxWork.takeDue(10, 0)).toMatchObject([
        { version: 1, item: { shown: { text: "one" } } },
        { version: 2, item: { name: "eyes", on: false } },
      ]);
    });

    it("tells the writer when rows are committed, not before and not after a rollback", async () => {
      const { signals } = fixture.store;
      const heard: string[] = [];
      let resolve = () => undefined as void;
      const unsubscribe = signals.onChange(() => {
        heard.push("change");
        resolve();
      });
      await signals.listening();
      heard.length = 0;
      await expect(
        transact(async (rows) => {
          await rows.outbox.put(newMessage("m1", "one"));
          throw new Error("no");
        }),
      ).rejects.toThrow("no");
      const change = new Promise<void>((done) => (resolve = done));
      await put("m2", "one");
      await change;
      unsubscribe();
      // Notifications come in order: had the rollback sent one, it would be here too.
      expect(heard).toEqual(["change"]);
    });

    it("accepts a message once", async () => {
      const request = newRequest();
      const run = newRunOf(request);
      const accept = async (id: string) =>
        transact(async (rows) => {
          const fresh = await rows.requests.insertIfAbsent({ ...request, id });
          if (fresh) await rows.runs.insert({ ...run, requestId: id });
          return fresh;
        });
      const accepted = await Promise.all(upTo(8).map(() => accept(`req_${randomUUID()}`)));
      expect(accepted.filter(Boolean)).toHaveLength(1);
      const found = await fixture.store.read.requests.byMessage("T1", "C1", request.messageTs);
      expect(found).toMatchObject({ runId: run.id, request: { text: request.text } });
      expect(found?.request.receivedAt).toEqual(request.receivedAt);
    });

    it("stores a click once and lets one take it", async () => {
      const click = (id: string) => ({
        id,
        dedupeKey: "trigger-1",
        team: "T1",
        actor: "UPRIYA",
        channel: "C1",
        threadTs: null,
        body: { kind: "decide" as const, callId: "call_1", verb: "approve", values: {} },
        receivedAt: now,
        handledAt: null,
        attempts: 0,
      });
      const stored = await Promise.all(
        upTo(5).map((n) => transact((rows) => rows.inbox.insertIfAbsent(click(`inb_${n}`)))),
      );
      expect(stored.filter(({ fresh }) => fresh)).toHaveLength(1);
      const id = stored[0]?.row.id ?? "";
      expect(new Set(stored.map(({ row }) => row.id))).toEqual(new Set([id]));
      const takers = await Promise.all(
        upTo(5).map(() => transact((rows) => rows.inbox.take(id, 60_000))),
      );
      expect(takers.filter((row) => row !== null)).toEqual([{ ...click(id), attempts: 1 }]);
      const handled = await Promise.all(
        upTo(5).map(() => transact((rows) => rows.inbox.markHandled(id, now))),
      );
      expect(handled.filter(Boolean)).toHaveLength(1);
    });

    it("lists the clicks that are left over, without those that somebody has in hand", async () => {
      const row = {
        id: "inb_left",
        dedupeKey: "trigger-2",
        team: "T1",
        actor: "UPRIYA",
        channel: "C1",
        threadTs: null,
        body: { kind: "stop" as const, runId: "run_1" },
        receivedAt: now,
        handledAt: null,
        attempts: 0,
      };
      await transact((rows) => rows.inbox.insertIfAbsent(row));
      const left = (before: Date) => fixture.store.read.inbox.left(before, 10);
      const later = new Date(now.getTime() + 1);
      expect(await left(now)).toEqual([]);
      expect(await left(later)).toEqual([row.id]);
      const take = (holdMs: number) => transact((rows) => rows.inbox.take(row.id, holdMs));
      expect(await take(0)).toMatchObject({ attempts: 1 });
      expect(await left(later)).toEqual([row.id]);
      expect(await take(60_000)).toMatchObject({ attempts: 2 });
      expect(await take(0)).toBeNull();
      expect(await left(later)).toEqual([]);
      await transact((rows) => rows.inbox.giveBack(row.id));
      expect(await left(later)).toEqual([row.id]);
      expect(await take(0)).toMatchObject({ attempts: 2 });
      await transact((rows) => rows.inbox.hold(row.id, 60_000));
      expect(await left(later)).toEqual([]);
    });

    it("keeps notes, steps and texts once, however long", async () => {
      const run = await fixture.newRun();
      const text = randomBytes(20_000).toString("base64");
      const note = {
        id: "note_1",
        runId: run.id,
        messageTs: "1.1",
        userId: "ULEO",
        userName: "Leo",
        text,
        at: now,
        takenAt: null,
      };
      const line = { id: "t1", title: "Read this thread", state: "todo" as const, note: "" };
      const artifact = {
        id: "art_1",
        runId: run.id,
        key: "draft:1",
        kind: "draft" as const,
        title: "Brief",
        body: `{"lc":1,"type":"constructor"}${text}`,
        digest: createHash("sha256").update(text).digest("hex"),
        createdAt: now,
      };
      await transact(async (rows) => {
        expect(await rows.notes.insertIfAbsent(note)).toBe(true);
        expect(await rows.notes.insertIfAbsent({ ...note, id: "note_2" })).toBe(false);
        expect(await rows.notes.insertIfAbsent({ ...note, id: "note_3", text: "new" })).toBe(true);
        await rows.notes.markTaken(["note_1"], now);
        await rows.tasks.put(run.id, [line, { ...line, id: "t2" }]);
        await rows.tasks.put(run.id, [
          { ...line, id: "t3" },
          { ...line, state: "done" },
        ]);
        expect(await rows.artifacts.saveIfAbsent(artifact)).toEqual(artifact);
        const again = { ...artifact, id: "art_2", body: "other" };
        expect(await rows.artifacts.saveIfAbsent(again)).toEqual(artifact);
        const odd = { ...artifact, id: "art_3", key: "odd", body: "a\u0000b\u0007\u202e" };
        expect((await rows.artifacts.saveIfAbsent(odd)).body).toBe("a\ufffdb\u0007\u202e");
        await rows.outbox.put(newMessage("odd", "a\u0000b"));
        expect(await rows.outbox.get("odd")).toEqual(newMessage("odd", "a\u0000b"));
      });
      const notes = await fixture.store.read.notes.ofRun(run.id);
      expect(notes).toEqual([
        { ...note, takenAt: now },
        { ...note, id: "note_3", text: "new" },
      ]);
      const tasks = await fixture.store.read.tasks.list(run.id);
      expect(tasks.map(({ id, state }) => `${id} ${state}`)).toEqual([
        "t1 done",
        "t2 todo",
        "t3 todo",
      ]);
    });

    it("remembers what a workspace refused", async () => {
      const { surface } = fixture.store;
      await Promise.all(upTo(3).map(() => surface.remember("T1", "block:table")));
      expect(await surface.refused("T1")).toEqual(new Set(["block:table"]));
      expect(await surface.refused("T2")).toEqual(new Set());
    });
  });
}
