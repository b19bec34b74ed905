import type { Fact } from "../../src/domain/fact.js";
import type { HumanCall } from "../../src/domain/human-call.js";
import type { LedgerEntry } from "../../src/ledger/ports.js";
import { whyCall } from "../../src/ledger/why-call.js";
import { sentencesOf } from "../../src/ledger/why.js";
import { countOf, listOf, timeOf, type WhyContext } from "../../src/ledger/why-words.js";

const tz = "Europe/Berlin";
const at = (time: string, day = 20) => new Date(`2026-11-${day}T${time}:00+01:00`);
const maya = { id: "UMAYA", name: "Maya" };
const priya = { id: "UPRIYA", name: "Priya" };
const tom = { id: "UTOM", name: "Tom" };

const base: Omit<HumanCall, "id" | "args"> = {
  runId: "run_1",
  taskId: null,
  status: "decided",
  asked: [maya],
  others: [],
  channel: "C1",
  threadTs: "1.1",
  silence: "deny",
  openedAt: at("14:03"),
  deadlineAt: at("17:00", 25),
  remindAt: null,
  remindedAt: null,
  outcome: null,
  decidedBy: null,
  decidedAt: null,
  takenAt: null,
  reached: { people: [], place: "" },
  added: [],
  escalateAt: null,
  escalateTo: [],
  standIns: [],
  need: 1,
  tier: null,
  rule: "",
  excluded: [],
};
const choose: HumanCall = {
  ...base,
  id: "call_date",
  args: {
    fn: "choose",
    title: "Launch brief",
    question: "Which launch date is right?",
    options: [
      { label: "Tuesday 1 December", short: "Tue 1", evidence: [] },
      { label: "Thursday 3 December", short: "Thu 3", evidence: [] },
    ],
    suggestion: "",
    defaultIndex: 0,
    noneLabel: "Neither",
  },
};
const approve: HumanCall = {
  ...base,
  id: "call_ok",
  asked: [priya],
  others: [tom],
  openedAt: at("14:05"),
  args: {
    fn: "approve",
    title: "Launch brief",
    artifactId: "art_1",
    digest: "d",
    excerpt: "",
    checked: "11 of 11 facts found in the sources",
    doubts: [],
    changedSince: [],
    objections: [],
    editedBy: null,
    round: 2,
    maxRounds: 3,
  },
};
const answer: HumanCall = {
  ...base,
  id: "call_form",
  args: {
    fn: "answer",
    title: "Help desks",
    intro: "",
    fields: ["seats", "priority"].map((name) => ({
      name,
      label: name,
      type: "text" as const,
      options: [],
      default: null,
      hint: "",
      optional: false,
    })),
  },
};

const context: WhyContext = {
  names: {
    UMAYA: "Maya",
    UPRIYA: "Priya",
    UTOM: "Tom",
    "source:1": "this thread",
    "source:2": "acme.example/launch",
  },
  calls: [choose, approve, answer],
  tz,
  now: at("15:00"),
};

/** Facts as entries: `[kind, time, actor, data]`. */
function entriesOf(...facts: [Fact["kind"], string, string | null, Fact["data"]][]): LedgerEntry[] {
  return facts.map(([kind, time, actor, data], index) => ({
    chain: "run:run_1",
    kind,
    key: String(index),
    actor,
    at: at(time),
    data,
    seq: index + 1,
    prevHash: "",
    hash: "",
  }));
}

const story = entriesOf(
  ["request_accepted", "14:02", "UMAYA", { request: "req_1", via: "mention", files: 0 }],
  ["run_started", "14:02", null, {}],
  ["plan_made", "14:02", null, { tasks: 4 }],
  ["source_read", "14:02", null, { task: "t1", n: 1 }],
  ["source_read", "14:02", null, { task: "t2", n: 2 }],
  ["source_read", "14:02", null, { task: "t3", n: 3 }],
  ["contradiction_found", "14:03", null, { call: "call_date" }],
  ["call_opened", "14:03", null, { call: "call_date", fn: "choose" }],
  ["call_decided", "14:04", "UMAYA", { call: "call_date", verb: "choose", index: 1 }],
  ["draft_made", "14:04", null, { round: 1 }],
  ["draft_made", "14:05", null, { round: 2 }],
  ["draft_checked", "14:04", null, { found: 9, total: 11 }],
  ["draft_checked", "14:05", null, { found: 11, total: 11 }],
  ["call_opened", "14:05", null, { call: "call_ok", fn: "approve", round: 2 }],
  ["call_refused", "14:06", "USAM", { call: "call_ok", rule: "guest", verb: "approve" }],
  ["call_decided", "14:09", "UPRIYA", { call: "call_ok", verb: "approve" }],
  ["run_completed", "14:10", "UPRIYA", { kind: "delivered", artifact: "art_1", edited: false }],
);

describe("why a run did what it did", () => {
  it("tells the story in plain sentences, without ids", () => {
    const lines = sentencesOf(story, context);
    expect(lines).toEqual([
      "Maya asked for this at 14:02.",
      "It planned four steps.",
      "It read this thread and acme.example/launch.",
      "Sources disagreed: “Which launch date is right?” Maya chose “Tuesday 1 December” at 14:04.",
      "It wrote two versions.",
      "The last check found 11 of 11 facts in the sources.",
      "Priya was asked to approve version 2 at 14:05.",
      "Priya approved version 2 at 14:09.",
      "The result was delivered at 14:10.",
    ]);
    expect(lines.join(" ")).not.toMatch(/_|!|\bU[A-Z]{2,}/);
  });

  it.each<[Fact["kind"], string | null, Fact["data"], string]>([
    ["request_accepted", "UMAYA", { via: "redo" }, "Maya asked for a change at 14:02."],
    ["request_accepted", "UNEW", { via: "dm" }, "Somebody asked for this at 14:02."],
    ["run_refused", "USAM", { rule: "guest" }, "The rules of this workspace did not allow it."],
    ["triage_done", null, { path: "answer" }, "It could be answered at once, without a plan."],
    ["task_failed", null, { task: "t1" }, "One step failed."],
    ["note_taken", "UTOM", { note: "note_1" }, "It took in a message of Tom at 14:02."],
    ["budget_hit", null, {}, "Its budget was used up at 14:02, so it ended with what it had."],
    ["run_failed", null, { code: "X" }, "It stopped at 14:02 because a step did not work."],
    [
      "run_failed",
      null,
      { code: "budget", money: "day" },
      "It stopped at 14:02 because the money was used up.",
    ],
    ["run_retried", "UMAYA", {}, "Maya tried again at 14:02."],
    ["run_cancelled", "UTOM", { kind: "stopped" }, "Tom stopped it at 14:02."],
    ["run_cancelled", null, { kind: "rejected" }, "It ended without a result at 14:02."],
    ["call_decided", "UTOM", { call: "gone", verb: "approve" }, "Tom approved the text at 14:02."],
    [
      "call_decided",
      "UTOM",
      { call: "call_ok", verb: "edit" },
      "Tom approved version 2 with an edit at 14:02.",
    ],
    [
      "call_decided",
      "UTOM",
      { call: "call_ok", verb: "changes" },
      "Tom asked for changes to version 2 at 14:02.",
    ],
    [
      "call_decided",
      "UMAYA",
      { call: "call_form", verb: "answer", usedDefaults: true },
      "Maya took the answers that were filled in at 14:02.",
    ],
    [
      "call_decided",
      "UMAYA",
      { call: "call_date", verb: "choose", index: 0 },
      "“Which launch date is right?” Maya chose “Neither” at 14:02.",
    ],
    ["call_opened", null, { call: "call_form" }, "Maya was asked two questions at 14:02."],
    [
      "call_expired",
      null,
      { call: "call_ok", silence: "deny" },
      "Nobody answered by 17:00 on Wednesday 25 November, so it was not done.",
    ],
  ])("tells %s by %s with %j", (kind, actor, data, line) => {
    expect(sentencesOf(entriesOf([kind, "14:02", actor, data]), context)).toEqual([line]);
  });

  it("keeps silent about what has no sentence", () => {
    const quiet = entriesOf(
      ["run_started", "14:02", null, {}],
      ["triage_done", "14:02", null, { path: "plan" }],
      ["run_held", "14:02", null, {}],
      ["source_read", "14:02", null, { task: "t3", n: 3 }],
      ["draft_made", "14:02", null, {}],
    );
    expect(sentencesOf(quiet, context)).toEqual([]);
  });
});

describe("why somebody is asked", () => {
  it("says who asked, what was read and checked, who else can decide and what silence means", () => {
    const open = { ...approve, status: "open" as const };
    expect(whyCall(story.slice(0, 14), "call_ok", { ...context, calls: [open] })).toEqual([
      "Maya asked for this at 14:02.",
      "It read this thread and acme.example/launch.",
      "Priya is asked to approve version 2, because the request or a rule says so.",
      "Checked: 11 of 11 facts found in the sources.",
      "Tom can decide too, by a rule of this workspace.",
      "If nobody answers by 17:00 on Wednesday 25 November, nothing is posted.",
    ]);
  });

  it("names the rule, and how many have to say yes", () => {
    const rule = "posts outside this thread need an OK";
    const open = { ...approve, status: "open" as const, rule, need: 2, silence: "wait" as const };
    const lines = whyCall(story.slice(0, 14), "call_ok", { ...context, calls: [open] });
    expect(lines.slice(2, 4)).toEqual([
      "Priya is asked to approve version 2, because of this rule: posts outside this thread need an OK.",
      "2 people have to say yes.",
    ]);
    expect(lines.at(-1)).toBe("It waits until somebody answers.");
  });

  it.each([
    [{}, "Nobody could answer for two minutes, so there was as much more time."],
    [{ why: "failed" }, "The job had stopped for two minutes, so there was as much more time."],
  ])("says why there was more time: %j", (more, line) => {
    const delayed = { call: "call_ok", ms: 120_000, ...more };
    const entries = [...story, ...entriesOf(["call_delayed", "14:08", null, delayed])];
    expect(whyCall(entries, "call_ok", context)).toContain(line);
  });

  it("says who decided once it is over", () => {
    const lines = whyCall(story, "call_ok", context);
    expect(lines.at(-1)).toBe("Priya approved version 2 at 14:09.");
    expect(lines.join(" ")).toContain("Priya was asked to approve version 2");
    expect(whyCall(story, "call_none", context)).toEqual([]);
  });

  it("says what silence takes where an answer is filled in", () => {
    const last = (call: HumanCall) =>
      whyCall(story, call.id, { ...context, calls: [call] })
        .at(-1)
        ?.replace(/^.*, it/, "it");
    const open = { status: "open", silence: "default" } as const;
    expect(last({ ...answer, ...open })).toBe("it goes on with the answers filled in.");
    expect(last({ ...choose, ...open })).toBe("it goes on with all of them.");
  });
});

describe("words", () => {
  it("joins, counts and dates as people do", () => {
    expect([listOf([]), listOf(["a"]), listOf(["a", "b", "c"])]).toEqual(["", "a", "a, b and c"]);
    expect([countOf(1, "step"), countOf(12, "step")]).toEqual(["one step", "12 steps"]);
    expect(timeOf(at("00:30"), { tz, now: at("23:00") })).toBe("00:30");
    expect(timeOf(at("23:30", 19), { tz, now: at("00:10") })).toBe("23:30 on Thursday 19 November");
  });
});

it.each([
  ["target", /because the place was another one than was approved\./],
  ["args", /because it was not what was approved any more\./],
  ["rules", /because the rules had changed since it was approved\./],
  ["expired", /because it was approved more than a day before\./],
  ["authority", /because who had approved it might not approve it any more\./],
])("says why an approval was not good any more: %s", (because, words) => {
  const refused = entriesOf(
    ["grant_refused", "14:10", null, { call: "call_ok", because }],
    ["effect_refused", "14:10", null, { call: "call_ok" }],
  );
  expect(sentencesOf(refused, context)).toEqual([expect.stringMatching(words)]);
});
