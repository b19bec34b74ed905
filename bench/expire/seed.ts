import type { CallArgs, HumanCall } from "../../src/domain/human-call.js";
import { showCall } from "../../src/humans/show-call.js";
import type { Store } from "../../src/store/store.js";
import { newCall, newRequest, newRunOf } from "../../test/contract/rows-fixture.js";

const AT_ONCE = 50;

const approval: CallArgs = {
  fn: "approve",
  title: "Launch brief",
  artifactId: "art_1",
  digest: "d1",
  excerpt: "We launch on Tuesday, and everybody in the office is invited.",
  checked: "11 of 11 facts found in the sources",
  doubts: [],
  changedSince: [],
  objections: [],
  editedBy: null,
  round: 1,
  maxRounds: 3,
};

/** Puts as many jobs as calls, each waiting with one open card; every second call goes on by itself. */
export async function fillCalls(store: Store, count: number): Promise<void> {
  for (let from = 0; from < count; from += AT_ONCE) {
    const size = Math.min(AT_ONCE, count - from);
    await store.transact(async (rows) => {
      for (let one = 0; one < size; one += 1) {
        const request = newRequest();
        const run = { ...newRunOf(request), status: "waiting" as const };
        const goesOn = (from + one) % 2 === 0;
        const differs: Partial<HumanCall> = goesOn
          ? { silence: "default" }
          : { silence: "deny", args: approval };
        const far = new Date("2100-01-01T00:00:00Z");
        const call = newCall(run.id, { ...differs, deadlineAt: far, remindAt: null });
        await rows.requests.insertIfAbsent(request);
        await rows.runs.insert(run);
        await rows.calls.insertIfAbsent(call);
        const brief = await rows.runs.summary(run.id);
        if (!brief) throw new Error("A run that was made has no summary.");
        const spent = { spentUsd: 0.11, isUpperBound: false };
        await showCall(rows, brief, call, { practice: false, spent });
      }
    });
  }
}
