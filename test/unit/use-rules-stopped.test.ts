import type { StandingRule } from "../../src/domain/standing-rule.js";
import { createUseRules } from "../../src/humans/use-rules.js";
import { newCall } from "../contract/rows-fixture.js";

const now = new Date("2026-11-20T14:00:00Z");
const rule: StandingRule = {
  id: "rule_1",
  team: "T1",
  userId: "UMAYA",
  userName: "Maya",
  state: "active",
  pattern: "p",
  fn: "choose",
  verb: "choose.1",
  words: "Choose Tuesday",
  policy: "1",
  shown: [],
  offeredAt: now,
  fromAt: now,
  untilAt: new Date(now.getTime() + 60_000),
  endedAt: null,
  endedBy: null,
};
const alike = { risk: "low" as const, pattern: "p" };

/** A pass over two calls, of which somebody stops the rule before so many are decided. */
async function passWith(stopsAfter: number) {
  const calls = ["one", "two"].map((id) => newCall(`run_${id}`, { id, alike } as never));
  const kept: string[] = [];
  let tries = 0;
  const rows = {
    rules: {
      timeOver: async () => [],
      usable: async () => calls.map((call) => ({ call, rule })),
      step: async (_id: string, from: string, to: string) =>
        from === "active" && to === "active" && kept.length < stopsAfter,
    },
    ledger: { lockHead: async () => ({ seq: 0, hash: "" }), insert: async () => undefined },
  };
  const pass = createUseRules({
    transact: async (fn: (rows: never) => Promise<unknown>) => fn(rows as never),
    clock: { now: () => now },
    policyVersion: "1",
    settings: { offerAfter: 5, days: 30 },
    channels: { facts: async () => ({ isExternal: false }) },
    authoriser: { personNow: async () => ({ id: "UMAYA", name: "Maya", kind: "member" }) },
    // As the one way of deciding does: what `decided` throws rolls all of it back.
    decide: async (input: { callId: string; decided: (rows: never) => Promise<void> }) => {
      tries += 1;
      await input.decided(rows as never);
      kept.push(input.callId);
      return { kind: "decided" as const, runId: `run_${input.callId}` };
    },
  } as never);
  return { runs: await pass(100), kept, tries: () => tries };
}

it("decides nothing more by a rule that was stopped since it was read", async () => {
  const { runs, kept, tries } = await passWith(1);
  expect([runs, kept, tries()]).toEqual([["run_one"], ["one"], 2]);
  const stopped = await passWith(0);
  // Its other calls are not even tried.
  expect([stopped.runs, stopped.kept, stopped.tries()]).toEqual([[], [], 1]);
});
