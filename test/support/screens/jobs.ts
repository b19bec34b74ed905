import type { ShownOf } from "../../../src/domain/shown.js";
import { at, leo, maya, priya, runId, scheduleId, type Screen, tom } from "./known.js";

const base = { runId, title: "Launch brief" };
const status: ShownOf<"status"> = {
  ...base,
  kind: "status",
  phase: "working",
  tasks: [
    { id: "t1", title: "Read this thread", state: "done", note: "12 messages, 9 facts" },
    {
      id: "t2",
      title: "Read the launch page",
      state: "done",
      note: "5 facts",
      sources: [{ label: "acme.example/launch", url: "https://acme.example/launch" }],
    },
    { id: "write", title: "Write the draft", state: "doing", note: "" },
    { id: "check", title: "Check every fact", state: "todo", note: "" },
  ],
  now: "Now writing",
  footer: "Up to $0.30. Then Priya is asked.",
  canStop: true,
};
const result: ShownOf<"result"> = {
  ...base,
  kind: "result",
  requester: maya,
  headline: "Approved by Priya.",
  bodyMarkdown:
    "**Atlas launches on Tuesday 1 December.**\n\n**Who does what**\n- Tom: switch pricing on, 09:00 [1]\n- Priya: mail to customers, 10:00 [1]\n- Leo: support until 20:00 [2]",
  part: { n: 1, of: 1 },
  sources: [
    { n: 1, kind: "thread", label: "this thread", url: null, note: "12 messages, today" },
    {
      n: 2,
      kind: "page",
      label: "acme.example/launch",
      url: "https://acme.example/launch",
      note: "9 November",
    },
  ],
  notRead: [],
  checked: "11 of 11 facts found in the sources",
  remarks: ["Maya chose the date over the launch page."],
  cost: "$0.11 · 1 min 50 s of work · 4 min waiting for people",
  practice: false,
};
const table =
  "Norda is cheapest for 40 people.\n\n| | Norda | Kvik | Deskly |\n|---|---|---|---|\n| 40 people, a month | $760 [1] | $920 [2] | not found |\n| EU hosting | yes [1] | yes [2] | no [3] |";
const failure: ShownOf<"failure"> = {
  kind: "failure",
  runId,
  requester: maya,
  title: "Help desk comparison",
  what: "The model service did not answer for 10 minutes.",
  kept: "2 of 5 steps are done and kept. Nothing was posted.",
  canRetry: true,
  hasPartial: true,
};
const ended: ShownOf<"ended"> = {
  kind: "ended",
  runId,
  requester: maya,
  title: "Reply drafts",
  why: "stopped",
  by: leo,
  at,
  reason: "",
  done: "Read the refund rule, Read six tickets",
  notDone: "Write the draft, Check every fact",
  cost: "$0.07 · 48 s of work",
  ping: false,
  askAgain: false,
  canGoOn: true,
};
const line = (text: string, detail: string[] = []): ShownOf<"line"> => ({
  kind: "line",
  text,
  detail,
  link: null,
});
const pings = [maya.id];

/** Status, results and ends of jobs, and single lines. */
export const jobs = {
  status: [
    { title: "A plan that ticks", shown: status },
    { title: "The same where the workspace has no plans", shown: status, refused: ["block:plan"] },
    {
      title: "A job that waits",
      shown: { ...status, phase: "waiting", now: "", footer: "Waiting for Priya", since: at },
    },
    {
      title: "A job that waits for the model",
      shown: {
        ...status,
        phase: "waiting",
        now: "",
        footer:
          "The model service does not answer. I keep trying for up to 10 minutes; after that you can try again yourself. Nothing is lost.",
      },
    },
    {
      title: "A job that is done",
      shown: { ...status, phase: "done", now: "", footer: "$0.11", canStop: false },
    },
    {
      title: "A job that was stopped",
      shown: { ...status, phase: "stopped", now: "", footer: "$0.07", canStop: false },
    },
    {
      title: "A job that failed",
      shown: { ...status, phase: "failed", now: "", footer: "$0.07", canStop: false },
    },
  ],
  result: [
    { title: "A result", shown: result, pings },
    {
      title: "Feedback where the workspace has no block for it",
      shown: result,
      pings,
      refused: ["block:context_actions"],
    },
    {
      title: "A comparison",
      shown: {
        ...result,
        title: "Help desk comparison",
        headline: "The budget is used up; this is what is there.",
        bodyMarkdown: table,
        notRead: ["deskly.example/pricing (asks for a login)"],
        remarks: [
          "The job's budget of $1.00 was used up before it was finished. This is what is there.",
        ],
      },
      pings,
    },
    {
      title: "A comparison where the workspace has no tables",
      shown: { ...result, title: "Help desk comparison", headline: "", bodyMarkdown: table },
      pings,
      refused: ["block:table"],
    },
    {
      title: "The beginning of a long result",
      shown: { ...result, file: "launch-brief.md" },
      pings,
    },
    {
      title: "A part of a long result, where files are not taken",
      shown: {
        ...result,
        headline: "",
        part: { n: 2, of: 3 },
        sources: [],
        checked: "",
        remarks: [],
        cost: "",
      },
    },
    {
      title: "What is there of a job that failed",
      shown: {
        ...result,
        headline: "The facts that were found.",
        bodyMarkdown: "**What was found so far**\n- The launch is on 1 December [1]",
        sources: result.sources.slice(0, 1),
        checked: "",
        remarks: [],
        cost: "",
        unfinished: true,
      },
    },
    {
      title: "A scheduled result",
      shown: {
        ...result,
        title: "Meeting-notes digest",
        headline: "",
        bodyMarkdown: "**Decided**\n- Launch moves to 1 December [1]",
        cost: "$0.05",
        remarks: [],
        fire: { scheduleId, day: "Friday 20 November", late: "" },
      },
    },
    {
      title: "A scheduled result that is late",
      shown: {
        ...result,
        title: "Meeting-notes digest",
        headline: "",
        bodyMarkdown: "**Decided**\n- Launch moves to 1 December [1]",
        cost: "$0.05",
        remarks: [],
        fire: {
          scheduleId,
          day: "Tuesday 24 November",
          late: "Late by 20 minutes: Fermata was down at 9:00.",
        },
      },
    },
  ],
  failure: [
    { title: "It did not work", shown: failure, pings },
    {
      title: "It did not work again and again",
      shown: {
        ...failure,
        what: "I broke off 3 times at the same step.",
        kept: `${failure.kept} Try again once. If it stops there again, ask for less at a time, or tell whoever runs Fermata.`,
      },
      pings,
    },
    {
      title: "It did not work, and was tried again",
      shown: { ...failure, canRetry: false, hasPartial: false, triedAgain: { by: leo, at } },
    },
    {
      title: "An update left it behind",
      shown: {
        ...failure,
        what: "Fermata was updated while this job waited, so the job cannot go on from where it was.",
        kept: "What people have answered is kept. Nothing was posted.",
        canRetry: false,
        canRestart: true,
        hasPartial: true,
      },
      pings,
    },
    {
      title: "The day's money went before anything was made",
      shown: {
        ...failure,
        what: "Today's money for all jobs is used up.",
        kept: "Nothing was written or posted. Ask again tomorrow.",
        canRetry: false,
        hasPartial: false,
      },
      pings,
    },
    {
      title: "The job's own money went before anything was made",
      shown: {
        ...failure,
        what: "This job's money is used up.",
        kept: "Nothing was written or posted. Ask for less.",
        canRetry: false,
        hasPartial: false,
      },
      pings,
    },
    {
      title: "Nothing could be read",
      shown: {
        ...failure,
        what: "Nothing could be read: deskly.example/pricing (asks for a login).",
        kept: "Nothing was written. Mention me again when it can be read, or paste the text.",
        canRetry: false,
        hasPartial: false,
      },
      pings,
    },
  ],
  ended: [
    { title: "Stopped", shown: ended },
    {
      title: "Stopped, and gone on with",
      shown: { ...ended, canGoOn: false, goneOn: { by: maya, at } },
    },
    {
      title: "Stopped when something had left the thread",
      shown: {
        ...ended,
        title: "Launch brief",
        sent: "posted in #company-news, or on its way there",
      },
    },
    { title: "Its request was deleted", shown: { ...ended, by: maya, requestDeleted: true } },
    {
      title: "Ended by a no",
      shown: {
        ...ended,
        title: "Launch brief",
        why: "rejected",
        by: priya,
        reason: "We wait for the board.",
        done: "",
        notDone: "",
        ping: true,
        canGoOn: false,
      },
      pings,
    },
    {
      title: "Ended because nobody answered",
      shown: {
        ...ended,
        title: "Launch brief",
        why: "unanswered",
        by: null,
        done: "",
        notDone: "",
        ping: true,
        askAgain: true,
        canGoOn: false,
      },
      pings,
    },
  ],
  help: [
    {
      title: "First contact",
      shown: {
        kind: "help",
        botUserId: "U0FERMATA1",
        inThread: true,
        keepDays: 90,
        runBy: "Ana (IT)",
      },
    },
  ],
  line: [
    {
      title: "A form did not open",
      shown: {
        ...line("The form took too long to open. Please try again."),
        again: { actionId: "call.edit", value: "call_1" },
      },
    },
    {
      title: "Not yours to decide (only the clicker sees it)",
      shown: line("Only Tom or Priya can decide this. Nothing was changed."),
    },
    {
      title: "Too late (only the clicker sees it)",
      shown: line("Priya approved this at 09:45. It was about the text “Launch brief”."),
    },
    {
      title: "Too late by days (only the clicker sees it)",
      shown: line(
        "Nobody answered by Fri 20 Nov at 17:00, so this was not done. It was about the text “Launch brief”.",
      ),
    },
    {
      title: "Why? (only the reader sees it)",
      shown: line("Launch brief: how it came about.", [
        "Maya asked for this at 14:02.",
        "It read this thread and acme.example/launch.",
        `${tom.name} was asked to approve version 1 at 14:05.`,
      ]),
    },
  ],
} satisfies Partial<Record<string, Screen[]>>;
