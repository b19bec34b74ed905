import { emptyCheckpoint } from "@langchain/langgraph-checkpoint";
import { systemClock } from "../../src/clock.js";
import { type ErrorCode, fail } from "../../src/errors.js";
import { silentLog } from "../../src/log.js";
import { settleFailure } from "../../src/runs/failure.js";
import { placeToAsk } from "../../src/runs/place-to-ask.js";
import { createFencedSaver } from "../../src/store/checkpoints/fenced-saver.js";
import { newCall, openRows, type RowsFixture } from "./rows-fixture.js";
import { describeWith } from "./servers.js";
import { storeKinds } from "./stores.js";

for (const kind of storeKinds) {
  describeWith(kind, `a job that fails, ${kind}`, () => {
    let fixture: RowsFixture;
    const transact: RowsFixture["store"]["transact"] = (fn) => fixture.store.transact(fn);
    beforeAll(async () => {
      fixture = await openRows(kind);
    });
    afterAll(() => fixture.close());

    async function claim(runId: string) {
      const claimed = await transact((rows) => rows.runs.claim(runId, 60_000));
      if (!claimed) throw new Error("Not claimed.");
      return claimed;
    }

    /** Its work throws this under a lease of its own. */
    async function failWith(runId: string, code: ErrorCode): Promise<void> {
      const claimed = await claim(runId);
      const deps = { transact, clock: systemClock, log: silentLog, modelPatienceMs: 0 };
      const context = { token: claimed.token, now: systemClock.now(), workMs: 1 };
      await settleFailure(deps, claimed, fail(code), context, false);
    }

    it.each([
      ["CALL_LIMIT", "cancelled", false],
      ["MODEL_REFUSED", "open", true],
    ] as const)("%s: its open question is %s", async (code, status, canRetry) => {
      const run = await fixture.newRun();
      const call = newCall(run.id, { deadlineAt: new Date(Date.now() + 3_600_000) });
      await transact((rows) => rows.calls.insertIfAbsent(call));
      await failWith(run.id, code);
      const { read } = fixture.store;
      const now = await read.runs.get(run.id);
      expect(now?.status).toBe("failed");
      const shown = await read.outbox.get(`${run.id}:failed:${now?.token}`);
      expect(shown).toMatchObject({ shown: { kind: "failure", canRetry } });
      expect(await read.calls.get(call.id)).toMatchObject({ status });
    });

    it("keeps one packed row, from which it is tried again, and nothing once it never goes on", async () => {
      const { id } = await fixture.newRun();
      const { token } = await claim(id);
      const saver = createFencedSaver(fixture.pools.pool);
      const config = { configurable: { thread_id: id, checkpoint_ns: "", lease: token } };
      const steps = [0, 1].map((step) => ({ ...emptyCheckpoint(), id: `checkpoint-${step}` }));
      for (const [step, checkpoint] of steps.entries()) {
        await saver.put(config, checkpoint, { source: "loop", step, parents: {} }, {});
      }
      const call = { runId: id, key: "k", at: systemClock.now() };
      const about = { role: "draft", model: "m", insteadOf: null, inputDigest: "k" };
      const caps = { maxCalls: 200, maxRepeats: 5, usd: 0.1, capDayUsd: 20, day: "2026-11-20" };
      await fixture.store.spend.reserve({ ...call, ...about, ...caps });
      const used = { costUsd: 0.1, isUpperBound: false, inputTokens: 1, outputTokens: 1 };
      await fixture.store.spend.settle({ ...call, ...used, response: "Words.", isOutage: false });
      await transact((rows) => rows.runs.settle(id, token, "queued", {}));
      const left = async () => {
        const { rows } = await fixture.pools.setupPool.query(
          `select (select count(*)::int from langgraph.checkpoints where thread_id = $1) as rows,
            (select count(*)::int from langgraph.packed where thread_id = $1) as packed,
            (select count(response)::int from fermata.model_call where run_id = $1) as answers`,
          [id],
        );
        return rows[0] as unknown;
      };
      expect(await left()).toEqual({ rows: 2, packed: 0, answers: 1 });
      await failWith(id, "MODEL_REFUSED");
      expect(await left()).toEqual({ rows: 0, packed: 1, answers: 1 });
      const kept = await saver.getTuple({ configurable: { thread_id: id, checkpoint_ns: "" } });
      expect(kept?.checkpoint.id).toBe("checkpoint-1");
      await transact((rows) => rows.checkpoints.remove(id));
      expect(await left()).toEqual({ rows: 0, packed: 0, answers: 0 });
    });

    it("ends though what it began with cannot be read any more", async () => {
      const { id } = await fixture.newRun();
      const { token } = await claim(id);
      await transact((rows) => rows.runs.keepInput(id, token, JSON.stringify({ graph: null })));
      await transact((rows) => rows.runs.settle(id, token, "queued", {}));
      await failWith(id, "MODEL_REFUSED");
      const { read } = fixture.store;
      const now = await read.runs.get(id);
      expect(now?.status).toBe("failed");
      const shown = await read.outbox.get(`${id}:failed:${now?.token}`);
      expect(shown).toMatchObject({ shown: { kind: "failure", hasPartial: false } });
    });

    it("ends where Slack does not take the first message of its thread, and does not wait for ever", async () => {
      const { id } = await fixture.newRun();
      await transact((rows) => rows.runs.showIn(id, 0, { channel: "C1", threadTs: null }));
      const { token } = await claim(id);
      const ask = () => placeToAsk(transact, id, token);
      await expect(ask()).rejects.toMatchObject({ code: "ROOT_NOT_SHOWN" });
      await fixture.pools.setupPool.query(
        "update fermata.outbox set state = 'dead', last_error = 'is_archived' where op_key = $1",
        [`${id}:root`],
      );
      await expect(ask()).rejects.toMatchObject({ code: "ROOT_LOST" });
    });

    it.each([
      ["where it was asked", "C1", false],
      ["in a direct message", "D1", true],
    ])(
      "says so %s, and to the requester where nothing else can be seen",
      async (_, channel, isTold) => {
        const { id } = await fixture.newRun();
        await transact((rows) => rows.runs.showIn(id, 0, { channel, threadTs: null }));
        await failWith(id, "ROOT_LOST");
        const { read } = fixture.store;
        expect(await read.runs.get(id)).toMatchObject({ status: "failed" });
        const told = await read.outbox.get(`whisper:${id}:unseen`);
        expect(told !== null).toBe(isTold);
        if (isTold) expect(told).toMatchObject({ channel: "C1", userId: "UMAYA" });
      },
    );
  });
}
