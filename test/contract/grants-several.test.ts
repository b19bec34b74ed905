import { createHash } from "node:crypto";
import type { CallArgs, HumanCall } from "../../src/domain/human-call.js";
import { keepGrant } from "../../src/humans/give-grant.js";
import { voteOfSaver } from "../../src/humans/saved-vote.js";
import { whoApproved } from "../../src/humans/who-approved.js";
import { assertApproved } from "../../src/runs/end/approved.js";
import { newCall, openRows, type RowsFixture } from "./rows-fixture.js";

const priya = { id: "UPRIYA", name: "Priya" };
const tom = { id: "UTOM", name: "Tom" };
const now = new Date("2026-11-20T14:00:00Z");
const body = "We launch on Tuesday.";
const digest = createHash("sha256").update(body).digest("hex");
const args: CallArgs = {
  fn: "approve",
  title: "Launch brief",
  artifactId: "art_1",
  digest,
  excerpt: body,
  checked: "",
  doubts: [],
  changedSince: [],
  objections: [],
  editedBy: null,
  savedBy: priya,
  round: 1,
  maxRounds: 3,
  post: { channel: "C2", channelName: "news", digest: "shown", reach: "" },
};
const saved = { verb: "edit" as const, artifactId: "art_2", digest };

describe("an approval by several", () => {
  let fixture: RowsFixture;
  beforeAll(async () => {
    fixture = await openRows("embedded");
  });
  afterAll(() => fixture.close());

  /** A call of a new run that two have to decide. */
  async function call(patch: Partial<HumanCall> = {}): Promise<HumanCall> {
    const run = await fixture.newRun();
    const made = newCall(run.id, { args, asked: [priya, tom], need: 2, tier: "several", ...patch });
    await fixture.store.transact((rows) => rows.calls.insertIfAbsent(made));
    return made;
  }

  it("has the vote of whoever saved it, once, and only of somebody who may decide", async () => {
    const votesOf = async (patch: Partial<HumanCall>) => {
      const one = await call(patch);
      return fixture.store.transact(async (rows) => {
        await voteOfSaver(rows, one);
        await voteOfSaver(rows, one);
        return (await rows.votes.ofCall(one.id)).map((vote) => [vote.userId, vote.isYes]);
      });
    };
    expect(await votesOf({})).toEqual([["UPRIYA", true]]);
    expect(await votesOf({ need: 1 })).toEqual([]);
    expect(await votesOf({ excluded: ["UPRIYA"] })).toEqual([]);
    expect(await votesOf({ asked: [tom] })).toEqual([]);
  });

  it("gives no grant for what one of them wrote, and is of all whose yes counted", async () => {
    const alone = await call({ status: "decided", outcome: saved, decidedBy: priya });
    const both = await call({
      status: "decided",
      outcome: { verb: "approve" },
      decidedBy: { id: "UTOM", name: "Priya and Tom" },
    });
    await fixture.store.transact(async (rows) => {
      const given = { team: "T1", policy: "p1", now };
      await keepGrant(rows, alone, { ...given, actors: ["UPRIYA"] });
      expect(await rows.grants.get(alone.id)).toBeNull();
      for (const [userId, about, isYes] of [
        ["UPRIYA", "shown", true],
        ["UTOM", "shown", true],
        ["ULEO", "shown", true],
        ["UANA", "before", true],
        ["USAM", "shown", false],
      ] as const) {
        const vote = { userId, userName: userId, about, isYes, reason: "", notes: [], at: now };
        await rows.votes.put({ ...vote, callId: both.id });
      }
      // Leo's vote did not count any more when it was decided.
      await keepGrant(rows, both, { ...given, actors: ["UTOM", "UPRIYA"] });
      const who = (await whoApproved(rows, both)).map((one) => one.id);
      expect(who.sort()).toEqual(["UPRIYA", "UTOM"]);
    });
  });

  it("does not let a version go into the thread that one of them wrote", async () => {
    const alone = await call({ status: "decided", outcome: saved, decidedBy: priya });
    const one = await call({ status: "decided", outcome: saved, decidedBy: priya, need: 1 });
    const input = JSON.stringify({ graph: { approval: { wanted: true } }, others: [] });
    await fixture.store.transact(async (rows) => {
      for (const { runId } of [alone, one]) {
        const claimed = await rows.runs.claim(runId, 60_000);
        await rows.runs.keepInput(runId, claimed?.token ?? 0, input);
      }
      await expect(assertApproved(rows, alone.runId, body)).rejects.toMatchObject({
        code: "NOT_APPROVED",
      });
      await assertApproved(rows, one.runId, body);
    });
  });
});
