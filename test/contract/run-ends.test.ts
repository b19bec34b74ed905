import { systemClock } from "../../src/clock.js";
import { type ErrorCode, fail } from "../../src/errors.js";
import { silentLog } from "../../src/log.js";
import { settleFailure } from "../../src/runs/failure.js";
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

    /** Its work throws this under a lease of its own. */
    async function failWith(runId: string, code: ErrorCode): Promise<void> {
      const claimed = await transact((rows) => rows.runs.claim(runId, 60_000));
      if (!claimed) throw new Error("Not claimed.");
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
  });
}
