import type { CallArgs, HumanCall } from "../../src/domain/human-call.js";
import type { Person } from "../../src/domain/person.js";
import { createDecide } from "../../src/humans/decide.js";
import { createMayStillDecide } from "../../src/humans/may-still-decide.js";
import { showCall } from "../../src/humans/show-call.js";
import { handClock } from "../support/hand-clock.js";
import { newCall, openRows, type RowsFixture, upTo } from "./rows-fixture.js";
import { describeWith } from "./servers.js";
import { storeKinds } from "./stores.js";

const clock = handClock("2026-11-20T14:00:00Z");
const named = (id: string) => ({ id, name: id.slice(1) });
const judges = ["UTOM", "UPRIYA", "ULEO"];
const draft: CallArgs = {
  fn: "approve",
  title: "Launch brief",
  artifactId: "art_1",
  digest: "d1",
  excerpt: "We launch on Tuesday.",
  checked: "",
  doubts: [],
  changedSince: [],
  objections: [],
  editedBy: null,
  round: 1,
  maxRounds: 3,
};
const judged: CallArgs = {
  fn: "declared",
  name: "review",
  title: "Launch brief",
  data: JSON.stringify({
    title: "The launch brief",
    text: "We launch on Tuesday.",
    criteria: ["It names the date", "It is short"],
    need: 2,
    of: 3,
  }),
  question: "Does this pass?",
  silenceMeans: "it does not pass",
};

for (const kind of storeKinds) {
  describeWith(kind, `votes, ${kind}`, () => {
    let fixture: RowsFixture;
    /** Who has left the group that the rule wants. */
    const left = new Set<string>();
    /** What Slack says of people now. */
    let slack: Map<string, Person>;
    const transact: RowsFixture["store"]["transact"] = (fn) => fixture.store.transact(fn);
    const lookups: string[] = [];
    let decide: ReturnType<typeof createDecide<Parameters<Parameters<typeof transact>[0]>[0]>>;
    beforeAll(async () => {
      fixture = await openRows(kind);
      const ask = async (_team: string, id: string) => {
        lookups.push(id);
        const person = slack.get(id);
        if (!person) throw new Error(`Nobody is ${id}.`);
        await transact((rows) => rows.people.put(person));
        return person;
      };
      const authoriser = { person: ask, personLately: ask, personNow: ask };
      decide = createDecide({
        transact,
        authoriser,
        mayStill: createMayStillDecide({
          authoriser,
          rules: async (_call, person) =>
            left.has(person.id)
              ? { allow: false, rule: "not_in_set", why: "Not any more." }
              : { allow: true, rule: "rule" },
        }),
        channels: { facts: async () => null },
        files: { info: async () => null },
        policyVersion: "p1",
        clock,
      });
    });
    beforeEach(() => {
      slack = new Map(["UMAYA", ...judges].map((id) => [id, personOf(id)]));
    });
    afterAll(() => fixture.close());

    async function asked(args: CallArgs, patch: Partial<HumanCall> = {}) {
      const run = await fixture.newRun();
      const call = newCall(run.id, {
        args,
        asked: judges.map(named),
        need: 2,
        tier: "several",
        excluded: ["UMAYA"],
        ...patch,
      });
      await transact(async (rows) => {
        await rows.calls.insertIfAbsent(call);
        const brief = await rows.runs.summary(run.id);
        const spent = { spentUsd: 0, isUpperBound: false };
        if (brief) await showCall(rows, brief, call, { practice: false, spent });
      });
      return call;
    }
    let presses = 0;
    const press = (
      call: HumanCall,
      actor: string,
      verb: string,
      values: Record<string, string> = {},
      key = `press_${(presses += 1)}`,
    ) => {
      clock.forward(1_000);
      return decide({
        key,
        callId: call.id,
        verb,
        values,
        team: "T1",
        actor,
        channel: call.channel,
        threadTs: call.threadTs,
      });
    };
    const get = (id: string) => fixture.store.read.calls.get(id);
    const card = async (call: HumanCall) => {
      const item = await transact((rows) => rows.outbox.get(`${call.id}:card`));
      return item?.type === "message" ? item.shown : null;
    };
    const facts = async (call: HumanCall, what: string) =>
      (await fixture.store.read.ledger.list(`run:${call.runId}`)).filter(
        (one) => one.kind === what,
      );

    it("decides with the second yes and names both; a repeat and a late one change nothing", async () => {
      const call = await asked(draft);
      expect(await card(call)).toMatchObject({ votes: { need: 2, cast: [] } });
      expect(await press(call, "UTOM", "approve", {}, "same")).toMatchObject({ kind: "voted" });
      expect(await press(call, "UTOM", "approve", {}, "same")).toMatchObject({ kind: "voted" });
      expect(await card(call)).toMatchObject({
        votes: { need: 2, cast: [{ who: "TOM", isYes: true }] },
      });
      expect(await facts(call, "vote_cast")).toHaveLength(1);
      // Who may not press costs Slack no look, neither at them nor at those who voted.
      lookups.length = 0;
      expect(await press(call, "UMAYA", "approve")).toMatchObject({ kind: "refused" });
      expect(await press(call, "UELSE", "approve")).toMatchObject({ kind: "refused" });
      expect(lookups).toEqual([]);
      expect(await press(call, "UPRIYA", "approve")).toMatchObject({ kind: "decided" });
      expect(await get(call.id)).toMatchObject({
        status: "decided",
        outcome: { verb: "approve" },
        decidedBy: { id: "UPRIYA", name: "TOM and PRIYA" },
      });
      const [fact] = await facts(call, "call_decided");
      expect(fact?.data).toMatchObject({ verb: "approve", yes: 2, no: 0, need: 2 });
      expect(await press(call, "ULEO", "approve")).toMatchObject({ kind: "late" });
    });

    it("says with each vote that the job has stopped, where it failed", async () => {
      const call = await asked(draft);
      const token = (await transact((rows) => rows.runs.claim(call.runId, 60_000)))?.token ?? 0;
      await transact((rows) => rows.runs.settle(call.runId, token, "failed", {}));
      for (const [who, kind] of [
        ["UTOM", "voted"],
        ["UPRIYA", "decided"],
      ] as const) {
        expect(await press(call, who, "approve", {}, `stopped:${who}`)).toMatchObject({ kind });
        const told = await fixture.store.read.outbox.get(`whisper:stopped:${who}`);
        const text = told?.type === "ephemeral" && told.shown.kind === "line" && told.shown.text;
        expect(text).toMatch(/\. Your answer is kept\. This job has stopped/);
      }
    });

    it("lets people change their vote until it is decided, and keeps the reasons of a no", async () => {
      const call = await asked(draft);
      await press(call, "UTOM", "approve");
      await press(call, "UTOM", "reject", { reason: "Too early" });
      expect(await card(call)).toMatchObject({ votes: { cast: [{ who: "TOM", isYes: false }] } });
      expect(await press(call, "UPRIYA", "approve")).toMatchObject({ kind: "voted" });
      // Two of three can never say yes any more.
      expect(await press(call, "ULEO", "reject", { reason: "Wrong price" })).toMatchObject({
        kind: "decided",
      });
      expect(await get(call.id)).toMatchObject({
        outcome: { verb: "reject", reason: "TOM: Too early\nLEO: Wrong price" },
        decidedBy: { id: "ULEO", name: "TOM and LEO" },
      });
    });

    it("counts only who may still decide at each count", async () => {
      const call = await asked(draft);
      await press(call, "UTOM", "approve");
      slack.set("UTOM", { ...personOf("UTOM"), isDeactivated: true });
      expect(await press(call, "UPRIYA", "approve")).toMatchObject({ kind: "voted" });
      expect(await card(call)).toMatchObject({ votes: { cast: [{ who: "PRIYA", isYes: true }] } });
      // He is back: his vote was never taken away.
      slack.set("UTOM", personOf("UTOM"));
      expect(await press(call, "UPRIYA", "approve")).toMatchObject({ kind: "decided" });
    });

    it("does not count a vote of somebody who left the group of the rule", async () => {
      const call = await asked(draft);
      await press(call, "UTOM", "approve");
      left.add("UTOM");
      expect(await press(call, "UPRIYA", "approve")).toMatchObject({ kind: "voted" });
      expect(await press(call, "UTOM", "approve")).toMatchObject({ kind: "refused" });
      left.clear();
      expect(await press(call, "ULEO", "approve")).toMatchObject({ kind: "decided" });
      expect((await get(call.id))?.decidedBy?.name).toBe("TOM, PRIYA and LEO");
    });

    it("does not count a vote on another version, and an edit decides alone for the others to see", async () => {
      const call = await asked(draft);
      await transact((rows) =>
        rows.votes.put({
          callId: call.id,
          userId: "UTOM",
          userName: "TOM",
          about: "another version",
          isYes: true,
          reason: "",
          notes: [],
          at: clock.now(),
        }),
      );
      expect(await press(call, "UPRIYA", "approve")).toMatchObject({ kind: "voted" });
      expect(await press(call, "ULEO", "edit", { text: "We launch on Thursday." })).toMatchObject({
        kind: "decided",
      });
      expect(await get(call.id)).toMatchObject({
        need: 2,
        outcome: { verb: "edit" },
        decidedBy: { id: "ULEO", name: "LEO" },
      });
    });

    it("decides once when all press at the same moment", async () => {
      const call = await asked(draft);
      const outcomes = await Promise.all(judges.map((one) => press(call, one, "approve")));
      expect(outcomes.map((one) => one.kind).sort()).toEqual(["decided", "late", "voted"]);
      expect(await facts(call, "call_decided")).toHaveLength(1);
      const votes = await transact((rows) => rows.votes.ofCall(call.id));
      expect(votes).toHaveLength(2);
    });

    it("judges by points, wants a reason for a no, and keeps everybody's reasons", async () => {
      const call = await asked(judged, { excluded: [] });
      const no = { reason: "", note_1: "It says Tuesday only" };
      expect(await press(call, "UTOM", "fail", no)).toMatchObject({
        kind: "invalid",
        errors: { reason: expect.stringContaining("why") },
      });
      expect(await press(call, "UTOM", "fail", { ...no, reason: "No date" })).toMatchObject({
        kind: "voted",
      });
      await press(call, "UPRIYA", "pass");
      expect(await press(call, "ULEO", "pass", { reason: "Clear" })).toMatchObject({
        kind: "decided",
      });
      const { outcome } = (await get(call.id)) ?? {};
      expect(outcome?.verb === "declared" && JSON.parse(outcome.data)).toMatchObject({
        passed: true,
        votes: [
          {
            who: "TOM",
            isYes: false,
            reason: "No date",
            notes: [{ about: "It names the date", text: "It says Tuesday only" }],
          },
          { who: "PRIYA", isYes: true },
          { who: "LEO", isYes: true, reason: "Clear" },
        ],
      });
      expect(await card(call)).toMatchObject({
        kind: "ask_settled",
        headline: "It passed: PRIYA and LEO said yes",
      });
    });

    it("takes many votes at once without losing one", async () => {
      const many = upTo(9).map((index) => `UP${index}`);
      for (const id of many) slack.set(id, personOf(id));
      const call = await asked(draft, { asked: many.map(named), need: 9 });
      await Promise.all(many.map((one) => press(call, one, "approve")));
      expect(await get(call.id)).toMatchObject({ status: "decided", outcome: { verb: "approve" } });
    });
  });
}

function personOf(id: string): Person {
  return {
    team: "T1",
    id,
    name: id.slice(1),
    tz: "Europe/Berlin",
    isBot: false,
    isGuest: false,
    isStranger: false,
    isDeactivated: false,
    isAdmin: false,
    fetchedAt: clock.now(),
  };
}
