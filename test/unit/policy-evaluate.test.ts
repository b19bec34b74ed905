import { evaluate } from "../../src/policy/evaluate.js";
import type { Evaluation } from "../../src/policy/evaluation.js";
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

const ids = (people: readonly { id: string }[]) => people.map((one) => one.id);
function called(evaluation: Evaluation): Evaluation & { kind: "call" } {
  if (evaluation.kind !== "call") throw new Error(`it is ${evaluation.kind}`);
  return evaluation;
}

const Communications = { people: [priya.id, tom.id] };
const announcements = {
  name: "announcements",
  when: { act: "post", channel: "#announcements" },
  tier: "one",
  ask: ["Communications"],
};
const sets = { Communications: [priya, tom] };

describe("without a rule", () => {
  it("a post asks the named, else the approvers, else whoever asked", () => {
    const plain = policyOf();
    const ruled = policyOf({ approvers: [leo.id, maya.id] });
    const approvers = { approvers: [maya, leo] };
    const named = called(evaluate(ruled, askOf({ named: [tom, priya] }), peopleOf(approvers)));
    expect([ids(named.ask), ids(named.others)]).toEqual([[tom.id, priya.id], [leo.id]]);
    const configured = called(evaluate(ruled, askOf(), peopleOf(approvers)));
    expect([ids(configured.ask), ids(configured.others)]).toEqual([[leo.id], []]);
    expect(ids(called(evaluate(plain, askOf(), peopleOf())).ask)).toEqual([maya.id]);
    const me = called(evaluate(plain, askOf({ named: [tom, maya] }), peopleOf()));
    expect(ids(me.ask)).toEqual([tom.id, maya.id]);
    expect(me).toMatchObject({
      tier: "one",
      need: 1,
      excluded: [],
      silence: "deny",
      wait: { workingDays: 3 },
      remindAt: 0.5,
      escalate: null,
      undoSeconds: 10,
      rule: { says: "posts outside their thread need an OK" },
    });
  });

  it("a result needs nobody, unless it is wanted or there are approvers", () => {
    const result = askOf({ act: "result" });
    expect(evaluate(policyOf(), result, peopleOf())).toMatchObject({ kind: "allow", tier: "auto" });
    expect(evaluate(policyOf(), { ...result, wanted: true }, peopleOf()).kind).toBe("call");
    const ruled = policyOf({ approvers: [leo.id] });
    const all = peopleOf({ approvers: [leo] });
    expect(ids(called(evaluate(ruled, result, all)).ask)).toEqual([leo.id]);
  });

  it("a question goes to whom it is for, and never to an approver", () => {
    const ruled = policyOf({ approvers: [leo.id] });
    const question = askOf({ act: "question", named: [maya], hasDefaults: true });
    const asked = called(evaluate(ruled, question, peopleOf({ approvers: [leo] })));
    expect([ids(asked.ask), ids(asked.others)]).toEqual([[maya.id], []]);
    expect(asked).toMatchObject({ silence: "default", wait: { minutes: 60 }, undoSeconds: 0 });
  });
});

describe("a rule of the file", () => {
  it("asks its set and says so", () => {
    const policy = policyOf({ sets: { Communications }, rules: [announcements] });
    const asked = called(evaluate(policy, askOf(), peopleOf(sets)));
    expect(ids(asked.ask)).toEqual([priya.id, tom.id]);
    expect(asked.rule).toEqual({
      name: "announcements",
      says: "posts in #announcements need somebody from Communications",
      isBuiltIn: false,
    });
    expect(asked.policyVersion).toBe(policy.version);
  });

  it("asks the named among them first, and names those whom it does not let decide", () => {
    const policy = policyOf({ sets: { Communications }, rules: [announcements] });
    const asked = called(evaluate(policy, askOf({ named: [tom, leo] }), peopleOf(sets)));
    expect([ids(asked.ask), ids(asked.others)]).toEqual([[tom.id], [priya.id]]);
    expect(ids(asked.leftOut)).toEqual([leo.id]);
  });

  it("is about a channel by its id, whatever it is called now", () => {
    const policy = {
      ...policyOf({ sets: { Communications }, rules: [announcements] }),
      channelIds: { "#announcements": "C0ANNOUNCE" },
    };
    const renamed = { ...askOf().target, channelName: "news" };
    const inNews = evaluate(policy, askOf({ target: renamed }), peopleOf(sets));
    expect(inNews.rule.name).toBe("announcements");
    const impostor = { ...askOf().target, channel: "C0OTHER" };
    const other = evaluate(policy, askOf({ target: impostor }), peopleOf(sets));
    expect(other.rule.isBuiltIn).toBe(true);
  });

  it("comes first where several fit", () => {
    const any = { ...announcements, name: "any", when: { act: "post" }, ask: ["approvers"] };
    const policy = policyOf({ sets: { Communications }, rules: [any, announcements] });
    expect(evaluate(policy, askOf(), peopleOf({ ...sets, approvers: [ana] })).rule.name).toBe(
      "any",
    );
  });

  it("leaves out guests, apps and people who are gone", () => {
    const policy = policyOf({
      sets: { All: { group: "@all" } },
      rules: [{ ...announcements, ask: ["All"] }],
    });
    const All = [
      person("U0BOT", { isBot: true }),
      person("U0GUEST", { isGuest: true }),
      person("U0GONE", { isDeactivated: true }),
      person("U0OTHER", { isStranger: true }),
      tom,
    ];
    expect(ids(called(evaluate(policy, askOf(), peopleOf({ All }))).ask)).toEqual([tom.id]);
  });

  it("pings at most ten people of a large set; the others may decide", () => {
    const All = Array.from({ length: 40 }, (_, n) => person(`U0P${n}`));
    const policy = policyOf({
      sets: { All: { channel: "members" } },
      rules: [{ ...announcements, ask: ["All"] }],
    });
    const asked = called(evaluate(policy, askOf(), peopleOf({ All })));
    expect([asked.ask.length, asked.others.length]).toEqual([10, 30]);
  });
});

describe("separation of duties", () => {
  const two = { ...announcements, name: "two", tier: "several" };

  it("never asks the requester where several must agree", () => {
    const policy = policyOf({
      sets: { Communications: { people: [priya.id, tom.id, maya.id] } },
      rules: [two],
    });
    const asked = called(
      evaluate(policy, askOf({ named: [maya] }), peopleOf({ Communications: [maya, tom, priya] })),
    );
    expect(asked).toMatchObject({ need: 2, excluded: [maya.id], leftOut: [{ id: maya.id }] });
    expect(ids(asked.ask)).toEqual([priya.id, tom.id]);
    expect(asked.rule.says).toBe(
      "posts in #announcements need 2 people from Communications, not whoever asked",
    );
  });

  it("fills up with the next in line, then with the admins, and says no where that is not enough", () => {
    const rule = { ...two, escalate: { to: ["Leads"] } };
    const file = { sets: { Communications, Leads: { people: [leo.id] } }, rules: [rule] };
    const mine = askOf({ requester: tom });
    const all = { Communications: [priya, tom], Leads: [leo], admins: [ana] };
    const next = called(evaluate(policyOf(file), mine, peopleOf(all)));
    expect([ids(next.ask), next.filledFrom, next.escalate]).toEqual([
      [priya.id, leo.id],
      "escalation",
      null,
    ]);
    const admins = called(evaluate(policyOf(file), mine, peopleOf({ ...all, Leads: [] })));
    expect([ids(admins.ask), admins.filledFrom]).toEqual([[priya.id, ana.id], "admins"]);
    const nobody = evaluate(policyOf(file), mine, peopleOf({ Communications: [priya, tom] }));
    expect(nobody).toMatchObject({
      kind: "deny",
      why: "This cannot be posted in #announcements: posts in #announcements need 2 people from Communications, not whoever asked, and only Priya can be asked. Whoever runs Fermata can change that rule.",
    });
  });
});

describe("what leaves the workspace", () => {
  const shared = { ...askOf().target, isShared: true };

  it("needs somebody's yes, whatever the rule says", () => {
    for (const tier of ["auto", "undo"]) {
      const policy = policyOf({ rules: [{ name: "all", when: { act: "post" }, tier }] });
      expect(evaluate(policy, askOf(), peopleOf())).toMatchObject({ kind: "allow", tier });
      const asked = called(evaluate(policy, askOf({ target: shared }), peopleOf()));
      expect(asked).toMatchObject({ tier: "one", ask: [{ id: maya.id }] });
      expect(asked.rule.says).toBe("what leaves the workspace needs an OK");
    }
  });

  it("is asked too where the request itself wants it", () => {
    const policy = policyOf({ rules: [{ name: "all", when: { act: "post" }, tier: "undo" }] });
    const asked = called(evaluate(policy, askOf({ wanted: true, named: [tom] }), peopleOf()));
    expect(ids(asked.ask)).toEqual([tom.id]);
  });
});

describe("somebody who is away", () => {
  const delegation = { from: priya.id, to: leo.id, fromDay: "2026-12-20", untilDay: "2027-01-05" };
  const file = { sets: { Communications }, rules: [announcements], delegations: [delegation] };
  const at = (iso: string, differs = {}) =>
    called(
      evaluate(policyOf(file), askOf({ now: new Date(iso), ...differs }), peopleOf(sets, [leo])),
    );

  it("is stood in for on those days, in their own zone", () => {
    expect(ids(at("2026-12-19T22:59:00Z").ask)).toEqual([priya.id, tom.id]);
    const away = at("2026-12-19T23:01:00Z");
    expect(away.ask).toEqual([
      {
        id: leo.id,
        name: "Leo",
        standsInFor: { id: priya.id, name: "Priya", untilDay: "2027-01-05" },
      },
      { id: tom.id, name: "Tom" },
    ]);
    expect(ids(at("2027-01-05T22:59:00Z").ask)).toEqual([leo.id, tom.id]);
    expect(ids(at("2027-01-05T23:01:00Z").ask)).toEqual([priya.id, tom.id]);
  });

  it("is stood in for when the request names them", () => {
    const named = at("2026-12-24T10:00:00Z", { named: [priya] });
    expect([ids(named.ask), ids(named.others), named.leftOut]).toEqual([[leo.id], [tom.id], []]);
  });

  it("is asked all the same where whoever stands in asked for it, or may not decide", () => {
    expect(ids(at("2026-12-24T10:00:00Z", { requester: leo }).ask)).toEqual([priya.id, tom.id]);
    const gone = { ...leo, isDeactivated: true };
    const now = new Date("2026-12-24T10:00:00Z");
    const asked = called(evaluate(policyOf(file), askOf({ now }), peopleOf(sets, [gone])));
    expect(ids(asked.ask)).toEqual([priya.id, tom.id]);
  });

  it("is stood in for by the next one along a row, and never by themselves", () => {
    const days = { fromDay: "2026-12-20", untilDay: "2027-01-05" };
    const row = [
      delegation,
      { from: leo.id, to: ana.id, ...days },
      { from: ana.id, to: priya.id, ...days },
    ];
    const policy = policyOf({ ...file, delegations: row });
    const now = new Date("2026-12-24T10:00:00Z");
    const asked = called(evaluate(policy, askOf({ now }), peopleOf(sets, [leo, ana, priya])));
    expect(ids(asked.ask)).toEqual([ana.id, tom.id]);
  });
});
