import { noSchedules } from "../support/no-schedules.js";
import { systemClock } from "../../src/clock.js";
import type { Incoming } from "../../src/domain/incoming.js";
import { fail } from "../../src/errors.js";
import { createAccept } from "../../src/intake/accept.js";
import { createAcceptDeleted } from "../../src/intake/accept-deleted.js";
import { takeNativeStop } from "../../src/intake/native-stop.js";
import { silentLog } from "../../src/log.js";
import { settleFailure } from "../../src/runs/failure.js";
import { finishRun } from "../../src/runs/end/finish.js";
import { describeWith } from "./servers.js";
import { openRows, type RowsFixture, upTo } from "./rows-fixture.js";
import { storeKinds } from "./stores.js";

const now = new Date("2026-11-20T14:00:00.000Z");
const context = {
  now,
  workMs: 5,
  practice: false,
  schedules: noSchedules,
  splitResult: (text: string) => [text],
  firstPart: () => null,
  permalink: () => "",
};

for (const kind of storeKinds) {
  describeWith(kind, `stop and edit against the worker, ${kind}`, () => {
    let fixture: RowsFixture;
    const transact: RowsFixture["store"]["transact"] = (fn) => fixture.store.transact(fn);
    beforeAll(async () => {
      fixture = await openRows(kind);
    });
    afterAll(() => fixture.close());

    const accept = createAccept({
      transact,
      clock: systemClock,
      settings: { graphVersion: "v1", capUsd: 1, botUserId: "UBOT", keepDays: 1, runBy: "" },
    });
    const said = (patch: Partial<Incoming>): Incoming => ({
      kind: "mention",
      edited: false,
      team: "T1",
      channel: "C1",
      ts: "1795180777.000100",
      threadTs: null,
      userId: "UMAYA",
      text: "write the brief",
      files: [],
      isDm: false,
      ...patch,
    });

    /** A run that works, and that somebody has just asked to stop. */
    async function stopping() {
      const run = await fixture.newRun();
      const claimed = await transact((rows) => rows.runs.claim(run.id, 60_000));
      if (!claimed) throw new Error("Not claimed.");
      expect(await transact((rows) => rows.runs.requestStop(run.id, "UMAYA", now))).toBe(true);
      return claimed;
    }

    it("delivers nothing after a stop, though the last step was done", async () => {
      const { run, token } = await stopping();
      await transact(async (rows) => {
        const summary = await rows.runs.summary(run.id);
        const ending = {
          kind: "answered" as const,
          artifactId: null,
          checked: "",
          sources: [],
          notRead: [],
          remarks: [],
          by: null,
          edited: false,
          reason: "",
          recurring: false,
          callId: null,
        };
        if (summary) await finishRun(rows, summary, ending, { ...context, token });
      });
      const { read } = fixture.store;
      expect(await read.runs.get(run.id)).toMatchObject({
        status: "cancelled",
        endReason: "stopped",
      });
      expect(await read.outbox.get(`${run.id}:result:1`)).toBeNull();
      expect(await read.outbox.get(`${run.id}:ended`)).not.toBeNull();
    });

    it("does not offer to try again what somebody stopped", async () => {
      const claimed = await stopping();
      const deps = { transact, clock: systemClock, log: silentLog, modelPatienceMs: 0 };
      const how = { ...context, token: claimed.token };
      await settleFailure(deps, claimed, fail("MODEL_REFUSED"), how, false);
      const { read } = fixture.store;
      expect((await read.runs.get(claimed.run.id))?.status).toBe("cancelled");
      expect(await read.outbox.get(`${claimed.run.id}:failed:${claimed.token}`)).toBeNull();
    });

    it("sees a post through whose request is deleted while it is under way", async () => {
      const { id: runId } = await fixture.newRun();
      const token = (await transact((rows) => rows.runs.claim(runId, 60_000)))?.token ?? 0;
      const request = await fixture.store.read.runs.request(runId);
      const acceptDeleted = createAcceptDeleted({ transact, clock: systemClock });
      const post = {
        opKey: `${runId}:post:1`,
        runId,
        callId: "call_1",
        team: "T1",
        channel: "C2",
        channelName: "news",
        artifactId: "art_1",
        digest: "digest",
        by: { id: "UPRIYA", name: "Priya" },
        state: "posting" as const,
        code: "",
        ts: null,
        startedAt: now,
        endedAt: null,
        downBy: null,
      };
      let written = () => undefined as void;
      const isWritten = new Promise<void>((resolve) => (written = resolve));
      const posting = transact(async (rows) => {
        await rows.runs.fence(runId, token);
        await rows.effects.insertIfAbsent(post);
        written();
      });
      await isWritten;
      const deleted = { team: "T1", channel: "C1", ts: request?.messageTs ?? "" };
      const woken = await acceptDeleted(deleted);
      await posting;
      expect(woken).toEqual([]);
      expect(await fixture.store.read.runs.get(runId)).toMatchObject({ stopBy: null });
      await transact((rows) =>
        rows.effects.step(post.opKey, "posting", "failed", { code: "is_archived", endedAt: now }),
      );
      expect(await acceptDeleted(deleted)).toEqual([runId]);
    });

    it("stops nothing twice when Slack's words are checked again", async () => {
      const run = await fixture.newRun();
      const request = await fixture.store.read.runs.request(run.id);
      const acceptDeleted = createAcceptDeleted({ transact, clock: systemClock });
      const deleted = { team: "T1", channel: "C1", ts: request?.messageTs ?? "" };
      expect(await acceptDeleted(deleted)).toEqual([run.id]);
      const claimed = await transact((rows) => rows.runs.claim(run.id, 60_000));
      const token = claimed?.token ?? 0;
      await transact((rows) =>
        rows.runs.settle(run.id, token, "cancelled", { endReason: "stopped" }),
      );
      await transact((rows) => rows.runs.resume(run.id));
      expect(await acceptDeleted(deleted)).toEqual([]);

      const press = { team: "T1", channel: "C1", threadTs: run.threadTs, userId: "UMAYA" };
      const stop = (key: string) =>
        transact((rows) => takeNativeStop(rows, { ...press, key }, systemClock.now()));
      const idle = (key: string) => fixture.store.read.outbox.get(`whisper:idle:native:${key}`);
      const [id = ""] = (await stop("E1")).inbox;
      await transact(async (rows) => {
        const again = await rows.runs.claim(run.id, 60_000);
        await rows.runs.settle(run.id, again?.token ?? 0, "cancelled", { endReason: "stopped" });
        await rows.inbox.markHandled(id, systemClock.now());
      });
      expect(await stop("E1")).toEqual({ wake: [], inbox: [] });
      expect(await idle("E1")).toBeNull();
      await stop("E2");
      expect(await idle("E2")).not.toBeNull();
      await transact((rows) => rows.runs.resume(run.id));
      expect(await stop("E2")).toEqual({ wake: [], inbox: [] });
    });

    it("stops a request that is heard of after its own deletion, however much later", async () => {
      const message = said({ ts: "1795180778.000100" });
      const acceptDeleted = createAcceptDeleted({ transact, clock: systemClock });
      expect(await acceptDeleted(message)).toEqual([]);
      await fixture.pools.pool.query(
        "update fermata.gone_message set deleted_at = now() - interval '50 minutes'",
      );
      const { wake } = await accept(message);
      expect(wake).toHaveLength(1);
      const stopped = { stopBy: "UMAYA", status: "queued" };
      expect(await fixture.store.read.runs.get(wake[0]!)).toMatchObject(stopped);
      // Slack may say both again, in any order.
      expect(await acceptDeleted(message)).toEqual([]);
      expect(await accept(message)).toMatchObject({ inbox: [] });
      // A message that is there is not meant.
      const { wake: other } = await accept(said({ ts: "1795180778.000200" }));
      expect(await fixture.store.read.runs.get(other[0]!)).toMatchObject({ stopBy: null });
    });

    it("stops it also when both are heard of at the same moment", async () => {
      const acceptDeleted = createAcceptDeleted({ transact, clock: systemClock });
      const messages = upTo(20).map((n) => said({ ts: `1795180779.0001${n + 10}` }));
      await Promise.all(messages.flatMap((one) => [accept(one), acceptDeleted(one)]));
      const stops = await Promise.all(
        messages.map(async ({ team, channel, ts }) => {
          const asked = await transact((rows) => rows.requests.byMessage(team, channel, ts));
          return (await fixture.store.read.runs.get(asked?.runId ?? ""))?.stopBy;
        }),
      );
      expect(stops).toEqual(messages.map(() => "UMAYA"));
    });

    it("takes an edit for the request while nobody has begun, and for a note after that", async () => {
      const message = said({});
      const [runId = ""] = (await accept(message)).wake;
      const text = "write the brief and ask Priya to approve";
      await accept({ ...message, edited: true, text });
      const claimed = await transact((rows) => rows.runs.claim(runId, 60_000));
      expect(claimed?.request.text).toBe(text);
      await accept({ ...message, edited: true, text: `${text} today` });
      const { read } = fixture.store;
      expect((await read.runs.request(runId))?.text).toBe(text);
      expect(await read.notes.ofRun(runId)).toHaveLength(1);
    });

    it("keeps a note of an earlier job out of the next one, however late it is told again", async () => {
      const threadTs = "1795180800.000100";
      const start = async (patch: Partial<Incoming>) =>
        (await accept(said({ threadTs, ...patch }))).wake[0] ?? "";
      const earlier = await start({ ts: threadTs, threadTs: null });
      const note = said({ ts: "1795180801.000100", threadTs, text: "mention the import too" });
      await accept(note);
      await accept({ ...note, edited: true, text: "mention the export too" });
      const { read } = fixture.store;
      expect(await read.notes.ofRun(earlier)).toHaveLength(2);
      const end = async (runId: string) => {
        const token = (await transact((rows) => rows.runs.claim(runId, 60_000)))?.token ?? 0;
        await transact((rows) => rows.runs.settle(runId, token, "completed", {}));
      };
      await end(earlier);
      const againstThe = async (next: string) => {
        const nothing = { wake: [], inbox: [] };
        expect(await accept(note)).toEqual(nothing);
        expect(await accept({ ...note, edited: true, text: "mention both" })).toEqual(nothing);
        expect(await read.notes.ofRun(next)).toEqual([]);
        await end(next);
      };
      await againstThe(await start({ ts: "1795180802.000100", text: "now a poem" }));
      // Where the next job is somebody else's, the mention would be a job of its own.
      await againstThe(await start({ ts: "1795180803.000100", userId: "ULEO", text: "a song" }));
    });
  });
}
