import type { Person } from "../../src/domain/person.js";
import { evaluate } from "../../src/policy/evaluate.js";
import type { Evaluation } from "../../src/policy/evaluation.js";
import { mayDecide } from "../../src/policy/policy.js";
import { mayBeAsked, stillMay } from "../../src/policy/still-may.js";
import {
  ana,
  askOf,
  leo,
  maya,
  peopleOf,
  person,
  policyOf,
  priya,
  tom,
} from "../support/policy.js";

/** Everybody whom it can be about: Maya asks, Priya and Tom are in the set, Ana is next, Leo stands in for nobody. */
const roles = {
  requester: maya,
  member: priya,
  "another member": tom,
  next: ana,
  colleague: leo,
  "guest in the set": person("U0GUEST", { isGuest: true }),
  "app in the set": person("U0APP", { isBot: true }),
  "member who is gone": person("U0GONE", { isDeactivated: true }),
  "stranger in the set": person("U0KIM", { isStranger: true }),
  "member who is away": person("U0AWAY"),
  "stand-in": person("U0STAND"),
} satisfies Record<string, Person>;
type Role = keyof typeof roles;

const inSet: Role[] = [
  "requester",
  "member",
  "another member",
  "guest in the set",
  "app in the set",
  "member who is gone",
  "stranger in the set",
  "member who is away",
];
const set = inSet.map((role) => roles[role]);
const delegation = {
  from: roles["member who is away"].id,
  to: roles["stand-in"].id,
  fromDay: "2026-11-01",
  untilDay: "2026-11-30",
};
const rule = {
  name: "r",
  when: { act: "post" },
  ask: ["Set"],
  escalate: { to: ["Next"] },
};
const file = (tier: string, exclude: string[]) => ({
  sets: { Set: { group: "@set" }, Next: { people: [ana.id] } },
  rules: [{ ...rule, tier, exclude }],
  delegations: [delegation],
});

function said(tier: string, exclude: string[]): Evaluation & { kind: "call" } {
  const people = peopleOf({ Set: set, Next: [ana] }, [roles["stand-in"]]);
  const found = evaluate(policyOf(file(tier, exclude)), askOf(), people);
  if (found.kind !== "call") throw new Error(found.kind);
  return found;
}

// Written down by hand: what the rules of the file mean, not how they are worked out.
const always: Role[] = ["member", "another member", "stand-in"];
const table: [tier: string, exclude: string[], decides: Role[]][] = [
  ["one", [], [...always, "requester"]],
  ["one", ["requester"], always],
  ["several", [], always],
  ["several", ["requester"], always],
];

describe.each(table)("with a rule of tier %s that leaves out %j", (tier, exclude, decides) => {
  const found = said(tier, exclude);
  const call = { asked: found.ask, others: found.others, excluded: found.excluded };

  it.each(Object.keys(roles) as Role[])("the %s decides or not", (role) => {
    const who = roles[role];
    const should = decides.includes(role);
    expect(mayDecide(who, { ...call, rule: found.rule.says }).allow).toBe(should);
    expect(stillMay(who, call, found).allow).toBe(should);
    // Asked by somebody: who is next, or away and looks in, may be asked at once; who is left out never.
    const mayCome = should || role === "next" || role === "member who is away";
    expect(mayBeAsked(who, found).allow).toBe(mayCome);
    const added = { ...call, asked: [...call.asked, who] };
    expect(stillMay(who, added, found).allow).toBe(mayCome);
  });

  it("whoever lost what they had decides no more", () => {
    for (const role of decides) {
      const who = roles[role];
      for (const lost of ["isGuest", "isDeactivated", "isStranger", "isBot"] as const)
        expect(stillMay({ ...who, [lost]: true }, call, found).allow).toBe(false);
    }
    const left = evaluate(
      policyOf(file(tier, exclude)),
      askOf(),
      peopleOf({ Set: [tom, ana, leo], Next: [ana] }),
    );
    expect(stillMay(priya, call, left)).toMatchObject({ allow: false, rule: "not_in_set" });
    expect(stillMay(tom, call, left).allow).toBe(true);
  });
});
