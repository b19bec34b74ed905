import { readSettings } from "../../src/config.js";
import { PolicyFile } from "../../src/domain/policy-file.js";
import { looksAway } from "../../src/policy/looks-away.js";

const rule = { name: "r", when: { act: "post" }, tier: "one", ask: ["Leads"] };
const sets = { Leads: { people: ["U0ANA", "U0TOM"] } };
const wrong = (file: object) =>
  PolicyFile.safeParse(file).error?.issues.map(
    ({ message, path }) => `${path.join(".")}: ${message}`,
  ) ?? [];

describe("a policy", () => {
  it("that says nothing is valid, and so is one with everything", () => {
    expect(wrong({})).toEqual([]);
    const all = {
      approvers: ["U0ANA"],
      sets: {
        ...sets,
        Communications: { group: "@communications" },
        Here: { channel: "members" },
        News: { channel: "#company-news" },
        "On call": { onCall: "on-call.csv" },
      },
      rules: [
        {
          ...rule,
          says: "posts need Ana and Tom",
          when: { act: "post", channel: "C0NEWS", shared: true, private: false },
          tier: "several",
          ask: ["Leads", "On call", "named"],
          need: 3,
          exclude: ["requester", "Here"],
          silence: "wait",
          wait: { workingDays: 2 },
          remindAt: 0.4,
          escalate: { at: 0.9, to: ["admins"] },
          undoSeconds: 30,
        },
      ],
      delegations: [{ from: "U0ANA", to: "U0TOM", fromDay: "2026-12-20", untilDay: "2027-01-05" }],
    };
    expect(wrong(all)).toEqual([]);
  });

  it.each([
    [{ rules: [rule] }, /rules\.0\.ask: there is no set "Leads": add it .*named, requester/],
    [{ sets, rules: [{ ...rule, tier: "several", need: 3 }] }, /3 people must agree.* have 2: /],
    [{ sets, rules: [{ ...rule, need: 2 }] }, /tier one needs one person: /],
    [{ sets, rules: [{ ...rule, tier: "several", need: 1 }] }, /2 people or more: /],
    [{ sets, rules: [{ ...rule, ask: [] }] }, /needs somebody to ask: /],
    [{ sets, rules: [{ ...rule, tier: "undo" }] }, /asks nobody: /],
    [{ sets, rules: [{ ...rule, silence: "default" }] }, /nobody's silence is a yes: /],
    [{ sets, rules: [rule, rule] }, /two rules are called "r": /],
    [{ sets, rules: [{ ...rule, exclude: ["Nobody"] }] }, /exclude: there is no set "Nobody": /],
    [{ sets, rules: [{ ...rule, remindAt: 0.9, escalate: { to: ["Leads"] } }] }, /before the rem/],
    [{ sets: { named: { people: ["U0ANA"] } } }, /sets\.named: "named" has a meaning/],
    [{ sets: { Two: { people: ["U0ANA"], group: "@a" } } }, /sets\.Two: must say .* one way/],
    [{ sets: { None: {} } }, /sets\.None: must say .* one way/],
    [{ sets: { Group: { group: null } } }, /in quotes/],
    [{ sets: { Duty: { onCall: "on-call.txt" } } }, /\.csv or \.yml file: /],
    [{ rules: [{ ...rule, when: { act: "post", channel: null } }] }, /in quotes/],
    [{ rules: [{ name: "s", when: { act: "post", shared: true }, tier: "auto" }] }, /leaves the w/],
    [{ rules: [{ name: "q", when: { act: "question" }, tier: "auto" }] }, /always asks somebody: /],
    [{ sets, rules: [{ ...rule, wait: {} }] }, /workingDays or minutes, one of them/],
    [
      { delegations: [{ from: "U1", to: "U1", fromDay: "2026-12-20", untilDay: "2026-12-20" }] },
      /themselves: /,
    ],
    [
      { delegations: [{ from: "U1", to: "U2", fromDay: "2026-12-20", untilDay: "2026-12-19" }] },
      /before it begins: /,
    ],
    [
      { delegations: [{ from: "U1", to: "U2", fromDay: "20.12.", untilDay: "2026-12-19" }] },
      /must be a day/,
    ],
  ])("%j is refused with what to do", (file, says) => {
    expect(wrong(file)).toEqual(expect.arrayContaining([expect.stringMatching(says)]));
  });

  it("is refused at a start, each problem with its place and fix", () => {
    const text = `policy: { rules: [{ name: r, when: { act: post }, tier: one, ask: [Nobody] }] }`;
    const { problems } = readSettings({}, () => text);
    expect(problems.find(({ what }) => what.includes("Nobody"))).toEqual({
      what: 'fermata.config.yml, policy.rules.0.ask: there is no set "Nobody"',
      fix: "add it under policy.sets, or use one of named, requester, approvers, admins",
    });
  });
});

describe("an on-call file", () => {
  const onCall = (path: string) => `policy: { sets: { Duty: { onCall: ${path} } } }`;
  const read = (path: string, files: Record<string, string>) =>
    readSettings({ FERMATA_CONFIG: "etc/f.yml" }, (file) =>
      file === "etc/f.yml" ? onCall(path) : files[file],
    ).problems.filter(({ what }) => what.includes("policy"));

  it("stands beside the config file", () => {
    const lines = "# who\nfrom,until,person\n2026-11-16, 2026-11-22, U0ANA\n\n";
    expect(read("duty.csv", { "etc/duty.csv": lines })).toEqual([]);
    const list = "- { from: 2026-11-16, until: 2026-11-22, person: U0ANA }\n";
    expect(read("duty.yml", { "etc/duty.yml": list })).toEqual([]);
  });

  it.each([
    ["duty.csv", {}, /etc\/duty\.csv cannot be read/],
    ["duty.csv", { "etc/duty.csv": "" }, /names nobody/],
    ["duty.csv", { "etc/duty.csv": "from,until,person\n" }, /names nobody/],
    ["duty.csv", { "etc/duty.csv": "who,when\n" }, /line 1: must be from,until,person/],
    [
      "duty.csv",
      { "etc/duty.csv": "from,until,person\n2026-1-1,x,U0A\n" },
      /line 2: from must be a day/,
    ],
    [
      "duty.csv",
      { "etc/duty.csv": "from,until,person\n2026-01-02,2026-01-01,U0A\n" },
      /ends before/,
    ],
    [
      "duty.csv",
      { "etc/duty.csv": "from,until,person\n2026-01-01,2026-01-02,Ana\n" },
      /Slack user id/,
    ],
    ["duty.yml", { "etc/duty.yml": "a: b\n" }, /must be a list/],
    ["duty.yml", { "etc/duty.yml": "- {\n" }, /duty\.yml: /],
  ])("%s as %j is refused", (path, files, says) => {
    expect(read(path, files)).toEqual([
      { what: expect.stringMatching(says), fix: expect.stringMatching(/./) },
    ]);
  });
});

describe("a status", () => {
  it.each([
    [":palm_tree:", ""],
    ["", "On vacation until 5 January"],
    ["", "OOO"],
    ["", "Im Urlaub bis Montag"],
    ["", "out sick"],
  ])("%s %s reads as away", (emoji, text) => {
    expect(looksAway({ status: { emoji, text } })).toBe(true);
  });

  it.each([
    ["", ""],
    [":house_with_garden:", "Working from home"],
    [":calendar:", "In a meeting"],
    ["", "Back from vacation"],
    ["", "planning my vacation"],
    ["", "oooh"],
  ])("%s %s does not", (emoji, text) => {
    expect(looksAway({ status: { emoji, text } })).toBe(false);
  });
});
