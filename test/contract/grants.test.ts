import { randomUUID } from "node:crypto";
import { z } from "zod";
import { systemClock } from "../../src/clock.js";
import { actOf, type EffectKind } from "../../src/domain/effects/effect-kind.js";
import { type Grant, GRANT_MS, type GrantTerms } from "../../src/domain/grant.js";
import { grantDigest } from "../../src/humans/give-grant.js";
import { createAct } from "../../src/runs/post/act.js";
import { actDigest } from "../../src/runs/post/spend-grant.js";
import { describeWith } from "./servers.js";
import { openRows, type RowsFixture, upTo } from "./rows-fixture.js";
import { storeKinds } from "./stores.js";

const now = systemClock.now();
const policy = "rules1";

const words = {
  nothing: "Nobody was called.",
  otherTarget: "The number was changed.",
  otherArgs: "What to say was changed.",
};
const CallArgs = z.object({ number: z.string(), say: z.string(), label: z.string() });
type CallArgs = z.infer<typeof CallArgs>;

/** A telephone call: nobody can read back whether it was made. */
const telephone: EffectKind<CallArgs, "unkeyed"> = {
  tool: "phone.call",
  args: CallArgs,
  target: "number",
  incidental: ["label"],
  outcome: "unkeyed",
  words,
};
const letter: EffectKind<CallArgs, "keyed"> = { ...telephone, tool: "mail.send", outcome: "keyed" };
const args: CallArgs = { number: "+49", say: "Hello", label: "office" };

for (const store of storeKinds) {
  describeWith(store, `grants, ${store}`, () => {
    let fixture: RowsFixture;
    beforeAll(async () => {
      fixture = await openRows(store);
    });
    afterAll(() => fixture.close());

    /** A run under a lease, and leave to do one thing in it. */
    async function granted(kind: EffectKind<CallArgs>, change: Partial<GrantTerms> = {}) {
      const run = await fixture.newRun();
      const claimed = await fixture.store.transact((rows) => rows.runs.claim(run.id, 60_000));
      const terms: GrantTerms = {
        ...actOf(kind, args),
        runId: run.id,
        actors: ["UPRIYA"],
        policy,
        expiresAt: new Date(now.getTime() + GRANT_MS),
        ...change,
      };
      const callId = `call_${randomUUID()}`;
      const grant: Grant = {
        ...terms,
        callId,
        digest: grantDigest(terms),
        state: "given",
        givenAt: now,
        endedAt: null,
      };
      await fixture.store.transact((rows) => rows.grants.insertIfAbsent(grant));
      return { run, callId, grant, token: claimed?.token ?? 0 };
    }
    const stateOf = async (callId: string) => (await fixture.store.read.grants.get(callId))?.state;
    const kindsOf = async (runId: string) =>
      (await fixture.store.read.ledger.list(`run:${runId}`)).map((one) => one.kind);

    /** An executor and what it wants to do; `about` changes what is stored now. */
    function executor(
      { callId, run, token }: Awaited<ReturnType<typeof granted>>,
      kind: EffectKind<CallArgs>,
      about: { args?: CallArgs; actors?: string[]; lost?: string; policy?: string } = {},
    ) {
      const { transact } = fixture.store;
      const use = { transact, token, policy: about.policy ?? policy, clock: { now: () => now } };
      const refusals: string[] = [];
      const intent = {
        runId: run.id,
        callId,
        look: async () => ({
          args: about.args ?? args,
          actors: about.actors ?? ["UPRIYA"],
          lost: about.lost ?? "",
          shown: [actDigest(kind, about.args ?? args, run.id)],
        }),
        refused: async (_rows: unknown, why: string) => void refusals.push(why),
      };
      return { act: createAct(use), intent, refusals };
    }

    it("is kept as it was given, the first one an approval", async () => {
      const { callId, grant } = await granted(letter);
      expect(await fixture.store.read.grants.get(callId)).toEqual(grant);
      const again = { ...grant, target: "elsewhere" };
      expect(await fixture.store.transact((rows) => rows.grants.insertIfAbsent(again))).toBe(false);
      expect(await fixture.store.read.grants.get(callId)).toEqual(grant);
    });

    it("is used up by one of twenty", async () => {
      const { callId, grant, token } = await granted(letter);
      const spend = () =>
        fixture.store.transact((rows) =>
          rows.grants.spend(callId, { digest: grant.digest, token, now }),
        );
      const won = await Promise.all(upTo(20).map(spend));
      expect(won.filter(Boolean)).toHaveLength(1);
    });

    it("is not used up with another digest, after its time, or by a worker that lost its lease", async () => {
      const { callId, grant, token } = await granted(letter);
      const right = { digest: grant.digest, token, now };
      const spend = (change: Partial<typeof right>) =>
        fixture.store.transact((rows) => rows.grants.spend(callId, { ...right, ...change }));
      expect(await spend({ digest: "other" })).toBe(false);
      expect(await spend({ now: grant.expiresAt })).toBe(false);
      expect(await spend({ token: token + 1 })).toBe(false);
      expect(await spend({})).toBe(true);
    });

    it("writes a keyed effect once, however many try at the same time", async () => {
      const all = await granted(letter);
      const { act, intent } = executor(all, letter);
      let written = 0;
      const write = async () => void (written += 1);
      const outs = await Promise.all(upTo(5).map(() => act.keyed(letter, { ...intent, write })));
      expect(outs).toEqual(upTo(5).map(() => ({ ok: true })));
      expect(written).toBe(1);
      expect(await kindsOf(all.run.id)).toEqual(["grant_spent"]);
    });

    it("uses up nothing when a keyed effect cannot be written", async () => {
      const all = await granted(letter);
      const { act, intent } = executor(all, letter);
      const write = () => Promise.reject(new Error("lost"));
      await expect(act.keyed(letter, { ...intent, write })).rejects.toThrow("lost");
      expect(await stateOf(all.callId)).toBe("given");
    });

    it.each([
      [
        "another target",
        "target",
        { args: { ...args, number: "+1" } },
        /The number was changed\. Nobody/,
      ],
      [
        "other arguments",
        "args",
        { args: { ...args, say: "Bye" } },
        /What to say was changed\. Nobody/,
      ],
      [
        "other rules",
        "rules",
        { policy: "rules2" },
        /The rules were changed after it was approved\./,
      ],
      ["another actor", "args", { actors: ["UTOM"] }, /What to say was changed/],
      ["lost authority", "authority", { lost: "Priya left." }, /Priya left\. Nobody was called\./],
    ])("refuses, for good, with %s", async (_name, because, about, why) => {
      const all = await granted(telephone);
      const { act, intent, refusals } = executor(all, telephone, about);
      const perform = () => Promise.reject(new Error("was done"));
      const out = await act.unkeyed(telephone, { ...intent, perform });
      expect(out).toMatchObject({ ok: false, again: true, why: expect.stringMatching(why) });
      expect(refusals).toEqual([expect.stringMatching(why)]);
      expect(await stateOf(all.callId)).toBe("refused");
      expect(await fixture.store.read.ledger.list(`run:${all.run.id}`)).toMatchObject([
        { kind: "grant_refused", data: { call: all.callId, because, digest: all.grant.digest } },
      ]);
    });

    it("refuses what expired, and an approval that gave no grant", async () => {
      const old = await granted(telephone, { expiresAt: now });
      const one = executor(old, telephone);
      const perform = () => Promise.reject(new Error("was done"));
      expect(await one.act.unkeyed(telephone, { ...one.intent, perform })).toMatchObject({
        why: expect.stringMatching(/more than a day ago/),
      });
      const none = executor({ ...old, callId: "call_none" }, telephone);
      expect(await none.act.unkeyed(telephone, { ...none.intent, perform })).toMatchObject({
        ok: false,
        again: true,
      });
    });

    it("ends with what people have to be asked about again, and stays where that would not help", async () => {
      const wider = await granted(telephone);
      const gone = await granted(telephone);
      const perform = () => Promise.reject(new Error("was done"));
      for (const [all, found] of [
        [wider, { why: "More would hear it.", again: true, because: "readers" }],
        [gone, { why: "It was stopped.", again: false }],
      ] as const) {
        const { act, intent } = executor(all, telephone);
        const look = async () => found;
        const out = await act.unkeyed(telephone, { ...intent, look, perform });
        expect(out).toEqual({ ok: false, again: found.again, why: found.why });
      }
      expect(await stateOf(wider.callId)).toBe("refused");
      expect(await stateOf(gone.callId)).toBe("given");
    });

    it("does not hear of an incidental argument", async () => {
      const all = await granted(telephone);
      const about = { args: { ...args, label: "home" } };
      const { act, intent } = executor(all, telephone, about);
      const made: string[] = [];
      const perform = async (done: CallArgs) => void made.push(done.number);
      expect(await act.unkeyed(telephone, { ...intent, perform })).toEqual({ ok: true });
      expect(await act.unkeyed(telephone, { ...intent, perform })).toEqual({ ok: true });
      expect(made).toEqual(["+49"]);
      expect(await kindsOf(all.run.id)).toEqual(["grant_spent", "effect_done"]);
    });

    it("asks a person when it ended between using the grant up and knowing what became of it", async () => {
      const all = await granted(telephone);
      const { act, intent } = executor(all, telephone);
      let made = 0;
      const perform = async () => {
        made += 1;
        throw new Error("the process is gone");
      };
      await expect(act.unkeyed(telephone, { ...intent, perform })).rejects.toThrow("gone");
      for (const _try of upTo(2)) {
        expect(await act.unkeyed(telephone, { ...intent, perform })).toEqual({
          ok: false,
          again: true,
          why: "This may or may not have been done. Look before you approve it again.",
        });
      }
      expect(made).toBe(1);
      expect(await stateOf(all.callId)).toBe("unclear");
      expect(await kindsOf(all.run.id)).toEqual(["grant_spent", "effect_unclear"]);
    });
  });
}
