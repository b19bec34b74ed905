import fc from "fast-check";
import { nextMorning } from "../../src/delivery/morning.js";
import { plainVerb } from "../../src/humans/standing-rules.js";
import { inARow, mayBeRuled, type Ruled, whyOver } from "../../src/policy/standing-rule.js";
import { newCall } from "../contract/rows-fixture.js";
import { approvalArgs } from "../support/call-forms.js";

const plain: Ruled = { risk: "low", pattern: "p", need: 1, tier: null, isShared: false };

it("leaves to a rule only what is of low risk, of one decider, in the workspace and not asked for by policy", () => {
  expect(mayBeRuled(plain)).toBe(true);
  expect(mayBeRuled({ ...plain, tier: "one" })).toBe(true);
  const not: Partial<Ruled>[] = [
    { risk: "high" },
    { pattern: "" },
    { need: 2 },
    { tier: "several" },
    { tier: "undo" },
    { isShared: true },
    { isShared: null },
  ];
  for (const patch of not) expect(mayBeRuled({ ...plain, ...patch })).toBe(false);
});

it("counts only the same answer of the same person, the newest in a row", () => {
  const mine = { by: "UPRIYA", verb: "approve" };
  expect(inARow(Array(5).fill(mine), "UPRIYA", 5)).toBe("approve");
  expect(inARow(Array(4).fill(mine), "UPRIYA", 5)).toBeNull();
  expect(inARow([], "UPRIYA", 0)).toBeNull();
  const breaks = [
    { by: "UTOM", verb: "approve" },
    { by: "UPRIYA", verb: null },
    { by: null, verb: "approve" },
    { by: "UPRIYA", verb: "choose.1" },
  ];
  fc.assert(
    fc.property(fc.constantFrom(...breaks), fc.nat(4), (other, at) => {
      const last = Array(5).fill(mine).with(at, other) as (typeof mine)[];
      expect(inARow(last, "UPRIYA", 5)).toBeNull();
    }),
  );
});

it("ends with its time, with the operator's rules and with a stop", () => {
  const rule = { state: "active" as const, untilAt: new Date(1000), policy: "1" };
  expect(whyOver(rule, { now: new Date(999), policy: "1" })).toBeNull();
  expect(whyOver(rule, { now: new Date(1000), policy: "1" })).toMatch(/time is over/);
  expect(whyOver(rule, { now: new Date(0), policy: "2" })).toMatch(/have changed/);
  expect(whyOver({ ...rule, state: "ended" }, { now: new Date(0), policy: "1" })).toMatch(
    /stopped/,
  );
});

it("reads as a plain yes only what changes nothing and posts nothing", () => {
  const { args } = newCall("run_1");
  expect(plainVerb(approvalArgs(), { verb: "approve" })).toBe("approve");
  const post = { channel: "C9", channelName: "news", digest: "d", reach: "all" };
  expect(plainVerb(approvalArgs({ post }), { verb: "approve" })).toBeNull();
  expect(plainVerb(approvalArgs(), { verb: "edit", artifactId: "a", digest: "d" })).toBeNull();
  expect(plainVerb(args, { verb: "choose", index: 2, note: "" })).toBe("choose.2");
  expect(plainVerb(args, { verb: "choose", index: 2, note: "but later" })).toBeNull();
  expect(plainVerb(args, { verb: "choose", index: 0, note: "" })).toBeNull();
  expect(plainVerb(args, { verb: "silence" })).toBeNull();
});

it.each([
  ["2026-11-20T07:59:00Z", "Europe/Berlin", "2026-11-20T08:00:00.000Z"],
  ["2026-11-20T08:00:00Z", "Europe/Berlin", "2026-11-23T08:00:00.000Z"],
  ["2026-11-21T12:00:00Z", "America/New_York", "2026-11-23T14:00:00.000Z"],
  ["2026-03-27T12:00:00Z", "Europe/Berlin", "2026-03-30T07:00:00.000Z"],
  ["2026-11-20T12:00:00Z", "No/Where", "2026-11-23T09:00:00.000Z"],
])("sends the next morning message after %s in %s at %s", (now, tz, at) => {
  expect(nextMorning(new Date(now), tz).toISOString()).toBe(at);
});
