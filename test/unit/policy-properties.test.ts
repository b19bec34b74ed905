import fc from "fast-check";
import { Act, PolicyFile, Tier } from "../../src/domain/policy-file.js";
import type { Person } from "../../src/domain/person.js";
import { createPolicy, policyVersion } from "../../src/policy/create-policy.js";
import { evaluate } from "../../src/policy/evaluate.js";
import type { Policy, PolicyAsk, PolicyPeople } from "../../src/policy/evaluation.js";
import { isColleague, mayDecide } from "../../src/policy/policy.js";
import { person } from "../support/policy.js";

const IDS = Array.from({ length: 8 }, (_, n) => `U0P${n}`);
const SETS = ["Leads", "Group", "Channel"];
const NAMES = [...SETS, "approvers", "admins", "named", "requester"];
const waiting = { approveWorkingDays: 3, questionMinutes: 60, undoSeconds: 10 };

const somebody = fc
  .record({
    id: fc.constantFrom(...IDS),
    isGuest: fc.boolean(),
    isDeactivated: fc.boolean(),
    isBot: fc.boolean(),
  })
  .map(({ id, ...roles }) => person(id, roles));
/** Mostly people who may decide, else most rules leave nobody. */
const anybody = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...IDS).map((id) => person(id)) },
  somebody,
);
const several = fc.uniqueArray(anybody, { selector: (one) => one.id, maxLength: 8 });
const names = fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 3 });

const rule = fc.record(
  {
    name: fc.string({ minLength: 1, maxLength: 20 }),
    when: fc.record(
      {
        act: fc.constantFrom(...Act.options),
        channel: fc.constantFrom("any", "#here", "C0HERE", "#there"),
        shared: fc.boolean(),
        private: fc.boolean(),
      },
      { requiredKeys: ["act"] },
    ),
    tier: fc.constantFrom(...Tier.options),
    ask: names,
    need: fc.integer({ min: 1, max: 4 }),
    exclude: names,
    escalate: fc.record({
      to: fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 2 }),
    }),
    undoSeconds: fc.integer({ min: 0, max: 600 }),
  },
  { requiredKeys: ["name", "when", "tier"] },
);
const day = fc.constantFrom("2026-11-01", "2026-11-20", "2026-12-24");
const delegation = fc.record({
  from: fc.constantFrom(...IDS),
  to: fc.constantFrom(...IDS),
  fromDay: day,
  untilDay: day,
});

/** Only what a start would take. */
const policy = fc
  .record({
    approvers: fc.uniqueArray(fc.constantFrom(...IDS), { maxLength: 3 }),
    rules: fc.uniqueArray(rule, { selector: (one) => one.name, maxLength: 3 }),
    delegations: fc.array(delegation, { maxLength: 3 }),
    admins: fc.uniqueArray(fc.constantFrom(...IDS), { maxLength: 2 }),
  })
  .map(({ admins, ...file }) => {
    const sets = {
      Leads: { people: IDS.slice(0, 3) },
      Group: { group: "@group" },
      Channel: { channel: "members" },
    };
    const valid = file.rules.filter((one) => PolicyFile.safeParse({ sets, rules: [one] }).success);
    const away = file.delegations.filter(
      (one) => PolicyFile.safeParse({ delegations: [one] }).success,
    );
    return createPolicy(PolicyFile.parse({ ...file, sets, rules: valid, delegations: away }), {
      admins,
      waiting,
    });
  });

const ask = fc.record({
  act: fc.constantFrom(...Act.options),
  target: fc.record({
    channel: fc.constantFrom("C0HERE", "C0THERE"),
    channelName: fc.constantFrom("here", "there"),
    isShared: fc.boolean(),
    isPrivate: fc.boolean(),
  }),
  requester: fc.constantFrom(...IDS).map((id) => person(id)),
  named: several,
  wanted: fc.boolean(),
  hasDefaults: fc.boolean(),
  now: fc.constantFrom(new Date("2026-11-20T10:00:00Z"), new Date("2026-12-24T10:00:00Z")),
});

const people = fc.record({
  sets: fc.record({
    Leads: several,
    Group: several,
    Channel: several,
    approvers: several,
    admins: several,
  }),
  delegates: several,
});

const questions = fc.tuple(policy, ask, people);
type Question = [Policy, PolicyAsk, PolicyPeople];
const always = (holds: (evaluation: ReturnType<typeof evaluate>, question: Question) => void) =>
  fc.assert(
    fc.property(questions, (question) => holds(evaluate(...question), question)),
    { numRuns: 700 },
  );

describe("whatever the policy says", () => {
  it("nobody who is left out is asked, or may decide", () => {
    always((found, [, { requester }]) => {
      if (found.kind !== "call") return;
      const all = [...found.ask, ...found.others, ...(found.escalate?.to ?? [])];
      expect(all.filter((one) => found.excluded.includes(one.id))).toEqual([]);
      if (found.tier === "several") expect(found.excluded).toContain(requester.id);
      const call = { ...found, asked: [...found.ask, requester] };
      for (const id of found.excluded)
        expect(mayDecide(person(id), { ...call, rule: found.rule.says })).toMatchObject({
          allow: false,
          rule: "excluded",
        });
    });
  });

  it("nothing leaves the workspace without a yes", () => {
    always((found, [, { act, target }]) => {
      if (act === "post" && target.isShared) expect(found.kind).not.toBe("allow");
    });
  });

  it("there is somebody to ask, enough of them, or a reason", () => {
    always((found) => {
      if (found.kind === "deny") expect(found.why).toMatch(/^\S.+\.$/u);
      if (found.kind !== "call") return;
      const ids = [...found.ask, ...found.others].map((one) => one.id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.length).toBeGreaterThanOrEqual(found.need);
      expect(found.ask.length).toBeGreaterThan(0);
      expect(found.need).toBeGreaterThanOrEqual(found.tier === "several" ? 2 : 1);
    });
  });

  it("only colleagues are asked", () => {
    always((found, [, { named, requester }, { delegates, sets }]) => {
      if (found.kind !== "call") return;
      const facts = [...Object.values(sets).flat(), ...named, ...delegates, requester];
      for (const one of [...found.ask, ...found.others]) {
        const known = facts.filter(({ id }) => id === one.id);
        expect(known.some((each) => isColleague(each).allow)).toBe(true);
      }
    });
  });

  it("the order in which people were found changes nothing", () => {
    const turned = (all: readonly Person[]) => [...all].reverse();
    always((found, [rules, asked, { delegates, sets }]) => {
      const other = Object.fromEntries(
        Object.entries(sets).map(([name, all]) => [name, turned(all)]),
      );
      const again = evaluate(rules, asked, { sets: other, delegates: turned(delegates) });
      expect(again).toEqual(found);
    });
  });

  it("a wish for an approval is never passed over", () => {
    always((found, [, asked]) => {
      if (asked.wanted && asked.act !== "question") expect(found.kind).not.toBe("allow");
    });
  });
});

describe("the version of a policy", () => {
  const turned = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(turned);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, one]) => [key, turned(one)]),
    );
  };

  it("does not depend on the order of keys", () => {
    fc.assert(
      fc.property(policy, (one) => {
        expect(policyVersion(turned(one) as Policy)).toBe(one.version);
      }),
    );
  });

  it("changes with a rule, an admin and a waiting time", () => {
    const file = PolicyFile.parse({});
    const settings = { admins: [], waiting };
    const versions = [
      createPolicy(file, settings),
      createPolicy(PolicyFile.parse({ approvers: ["U0P1"] }), settings),
      createPolicy(file, { ...settings, admins: ["U0P1"] }),
      createPolicy(file, { ...settings, waiting: { ...waiting, undoSeconds: 0 } }),
    ].map((one) => one.version);
    expect(new Set(versions).size).toBe(4);
    expect(versions[0]).toMatch(/^[0-9a-f]{12}$/);
  });
});
