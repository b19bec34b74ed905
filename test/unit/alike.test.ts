import type { CallArgs } from "../../src/domain/human-call.js";
import { alikeOf, type AskedWhere, withoutDay } from "../../src/humans/alike.js";
import { approvalArgs } from "../support/call-forms.js";

const where: AskedWhere = {
  requesterId: "UMAYA",
  channel: "C1",
  scheduleId: "sch_1",
  isUsual: true,
  now: new Date("2026-11-20T13:00:00Z"),
  tz: "Europe/Berlin",
};
const tomorrow = { ...where, now: new Date("2026-11-21T13:00:00Z") };
const choice = (patch: Partial<Extract<CallArgs, { fn: "choose" }>> = {}): CallArgs => ({
  fn: "choose",
  title: "Launch brief",
  question: "Which price is right on Friday 20 November?",
  options: [
    { label: "$4", short: "$4", evidence: [] },
    { label: "$5", short: "$5", evidence: [] },
  ],
  suggestion: "",
  defaultIndex: null,
  noneLabel: "Neither",
  ...patch,
});

it("finds the same question again on another day of the same schedule", () => {
  const first = alikeOf(choice(), where);
  const again = alikeOf(
    choice({ question: "Which price is right on Saturday, 21 November?" }),
    tomorrow,
  );
  expect(first.risk).toBe("low");
  expect(first.same).not.toBe("");
  expect(again).toEqual(first);
});

it.each([
  [
    "another option",
    choice({
      options: [
        { label: "$4", short: "$4", evidence: [] },
        { label: "$6", short: "$6", evidence: [] },
      ],
    }),
    where,
  ],
  ["another question", choice({ question: "Which date?" }), where],
  ["another default", choice({ defaultIndex: 1 }), where],
  ["another asker", choice(), { ...where, requesterId: "ULEO", scheduleId: "sch_2" }],
  ["another place", choice(), { ...where, channel: "C2" }],
] as const)("tells apart %s", (_what, args, place) => {
  const first = alikeOf(choice(), where);
  const other = alikeOf(args as CallArgs, place);
  expect(other.pattern).not.toBe(first.pattern);
  expect(other.same).not.toBe(first.same);
});

it("joins no question whose evidence differs, although it is asked alike", () => {
  const evidence = [{ excerpt: "$5", by: null, date: null, sourceLabel: "page", url: null }];
  const other = alikeOf(
    choice({
      options: [
        { label: "$4", short: "$4", evidence: [] },
        { label: "$5", short: "$5", evidence },
      ],
    }),
    where,
  );
  const first = alikeOf(choice(), where);
  expect(other.pattern).toBe(first.pattern);
  expect(other.same).not.toBe(first.same);
});

it("is like nothing where a post, money, people or a reader is at stake; a text is never the same text", () => {
  const post = {
    channel: "C9",
    channelName: "news",
    digest: "d",
    reach: "everybody",
  };
  const plan = { ...approvalArgs(), post } as unknown as CallArgs;
  expect(alikeOf(plan, where)).toEqual({ risk: "high", pattern: "", same: "" });
  expect(alikeOf(choice({ about: "reach" }), where).pattern).toBe("");
  const budget = { capUsd: 1, raiseToUsd: 2, done: "", left: "" };
  expect(alikeOf(choice({ budget }), where).pattern).toBe("");
  const whom: CallArgs = {
    fn: "answer",
    title: "t",
    intro: "",
    fields: [
      {
        name: "who",
        label: "Who?",
        type: "person",
        options: [],
        default: null,
        hint: "",
        optional: false,
      },
    ],
  };
  expect(alikeOf(whom, where).pattern).toBe("");
  const draft = alikeOf(approvalArgs(), where);
  expect(draft.pattern).not.toBe("");
  expect(draft.same).toBe("");
});

it.each([
  ["the check doubts it", { doubts: ["No source says who signed."] }],
  ["the check objected to it", { objections: ["The date is another one."] }],
  ["somebody wanted it otherwise", { round: 2, noteBy: "Priya" }],
  [
    "somebody changed it",
    { edit: { by: { id: "UTOM", name: "Tom" }, count: 1, changes: [], more: 0 } },
  ],
])("never leaves a text to a rule where %s", (_what, change) => {
  const args = { ...approvalArgs(), ...change } as CallArgs;
  expect(alikeOf(args, where)).toEqual({ risk: "low", pattern: "", same: "" });
});

it("is like nothing where a rule of the operator wants it decided", () => {
  expect(alikeOf(choice(), { ...where, isUsual: false }).pattern).toBe("");
});

it("joins nothing outside schedules", () => {
  expect(alikeOf(choice(), { ...where, scheduleId: null }).same).toBe("");
});

it.each([
  ["The digest of 2026-11-20", "The digest of (today)"],
  ["Friday 20 November: sent?", "(today): sent?"],
  ["On Fri, 20 Nov 2026 at nine", "On (today) at nine"],
  ["November 20, 2026", "(today)"],
  ["Tuesday 1 December", "Tuesday 1 December"],
  ["120 November cards", "120 November cards"],
])("takes today out of %p", (text, without) => {
  expect(withoutDay(text, where.now, where.tz)).toBe(without);
});
