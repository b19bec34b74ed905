import type { ShownOf } from "../../../src/domain/shown.js";
import { callId, deadlineAt, leo, maya, priya, runId, type Screen, tom } from "./known.js";
import { answered, base, chosen, excerptMarkdown, settled, taskDone } from "./settled-cards.js";

const approval: ShownOf<"approval"> = {
  ...base,
  kind: "approval",
  requester: maya,
  asked: [priya],
  others: [tom],
  excerptMarkdown,
  checked: "11 of 11 facts found in the sources",
  doubts: ["The support rota is from October."],
  changedSince: [],
  objections: [],
  editedBy: null,
  round: 1,
  maxRounds: 3,
  deadlineAt,
  practice: false,
  evidence: {
    sources: [
      {
        n: 1,
        kind: "thread",
        label: "this thread",
        url: "https://acme.slack.com/archives/C0LAUNCH01/p1795170000000100",
        note: "12 messages, today",
      },
      {
        n: 2,
        kind: "page",
        label: "acme.example/launch",
        url: "https://acme.example/launch",
        note: "9 November",
      },
    ],
    more: 0,
  },
  because: { rule: "", tier: null, costUsd: 0.11 },
};
const task: ShownOf<"ask"> = {
  ...base,
  kind: "ask",
  title: "Reply drafts",
  requester: leo,
  asked: [tom],
  others: [],
  question: "Can you do this? Call Norda back about the refund",
  why: "",
  parts: [{ kind: "text", markdown: "They asked on 12 November, order 4711.", all: false }],
  notes: ["Wanted by 2026-12-01."],
  buttons: [
    { verb: "done", label: "Mark as done", style: "primary" },
    { verb: "handback", label: "Hand back" },
  ],
  silence: "deny",
  silenceMeans: "the result says that it is open",
  deadlineAt,
  practice: false,
};
const questions: ShownOf<"answer"> = {
  ...base,
  kind: "answer",
  title: "Help desk comparison",
  asked: [maya],
  intro: "Two questions before I write.",
  fields: [
    {
      name: "seats",
      label: "How many people?",
      type: "number",
      options: [],
      default: "40",
      hint: "The thread says so.",
      optional: false,
    },
    {
      name: "first",
      label: "What comes first?",
      type: "options",
      options: [
        { label: "Price", value: "price" },
        { label: "Hosting", value: "hosting" },
      ],
      default: "price",
      hint: "",
      optional: false,
    },
  ],
  silence: "default",
  deadlineAt,
};
const sides: ShownOf<"choose"> = {
  ...base,
  kind: "choose",
  asked: [maya],
  question: "Which launch date is right?",
  options: [
    {
      label: "Tuesday 1 December",
      short: "Tue 1 December",
      evidence: [
        {
          excerpt: "we moved it up, the 1st is final",
          by: "Tom",
          date: "today 11:20",
          sourceLabel: "this thread",
          url: null,
        },
      ],
    },
    {
      label: "Thursday 3 December",
      short: "Thu 3 December",
      evidence: [
        {
          excerpt: "Available from 3 December",
          by: null,
          date: "9 November",
          sourceLabel: "acme.example/launch",
          url: "https://acme.example/launch",
        },
      ],
    },
  ],
  suggestion: "Tom's message is newer, so I would take the 1st.",
  noneLabel: "Neither",
  silence: "default",
  silenceMeans: "the text states all of them",
  deadlineAt,
};
const budget: ShownOf<"budget"> = {
  ...base,
  kind: "budget",
  title: "Help desk comparison",
  asked: [maya],
  usedUsd: 1,
  moreUsd: 0.5,
  done: "Read page one, Read page two",
  left: "Read page three, write the draft, check every fact",
  deadlineAt,
};
const pings = [priya.id];

/** Cards of questions, open and over. */
export const cards = {
  approval: [
    { title: "An approval waits", shown: approval, pings },
    {
      title: "An approval after a note",
      shown: {
        ...approval,
        round: 2,
        noteBy: "Tom",
        changedSince: ["Provider's name removed", "One sentence on refunds added"],
      },
      pings,
    },
    {
      title: "An edit that the check objects to",
      shown: {
        ...approval,
        editedBy: priya,
        objections: ["The mail leaves at 10:00, not at 11:00."],
        edit: {
          by: priya,
          count: 1,
          changes: [
            {
              before: "the mail to customers leaves at",
              removed: "10:00.",
              added: "11:00.",
              after: "Support is staffed until 20:00.",
            },
          ],
        },
      },
      pings,
    },
    {
      title: "The same card in somebody's direct message",
      shown: { ...approval, from: "#launch" },
      pings,
    },
  ],
  approval_settled: [
    { title: "Approved", shown: settled },
    { title: "Approved by a reply in the thread", shown: { ...settled, via: "reply" } },
    {
      title: "Approved with an edit",
      shown: {
        ...settled,
        outcome: "approved_edited",
        checked: "11 of 11 facts found in the sources; one is Priya's own word.",
        edit: {
          count: 1,
          changes: [
            {
              before: "until 20:00.",
              removed: "Two legal points are open.",
              added: "Legal signed off this morning.",
              after: "",
            },
          ],
        },
      },
    },
    {
      title: "Approved with an edit that is still to be checked",
      shown: { ...settled, outcome: "approved_edited", checked: "" },
    },
    {
      title: "Sent back",
      shown: { ...settled, outcome: "changes", by: tom, note: "Do not name the payment provider." },
    },
    {
      title: "Rejected",
      shown: { ...settled, outcome: "rejected", note: "We wait for the board." },
    },
    {
      title: "An approval that nobody gave",
      shown: { ...settled, outcome: "expired", by: null, canAskAgain: true },
    },
    {
      title: "An approval that is not needed any more",
      shown: { ...settled, outcome: "cancelled", by: null },
    },
  ],
  ask: [{ title: "A task for a person", shown: task, pings: [tom.id] }],
  ask_settled: [
    { title: "A task done", shown: taskDone },
    {
      title: "A task handed back",
      shown: {
        ...taskDone,
        headline: "Tom handed this back: Call Norda back about the refund",
        parts: [{ kind: "text", markdown: "Leo has spoken to them before.", all: false }],
      },
    },
    {
      title: "A question that an update left behind",
      shown: {
        ...taskDone,
        title: "Launch brief",
        headline: "This cannot be answered any more",
        question: "Launch brief",
        by: null,
        parts: [],
        notes: [
          "Fermata was updated after it was asked. You need not do anything: if it is still needed, you are asked anew.",
        ],
      },
    },
    {
      title: "A task that nobody did",
      shown: {
        ...taskDone,
        headline: "Nobody did this",
        by: null,
        parts: [],
        notes: ["Call Norda back about the refund"],
        canAskAgain: true,
      },
    },
  ],
  answer: [
    { title: "Questions with answers filled in", shown: questions, pings: [maya.id] },
    {
      title: "A question that must be answered",
      shown: {
        ...questions,
        intro: "",
        fields: questions.fields.slice(0, 1).map((one) => ({ ...one, default: null, hint: "" })),
        silence: "deny",
      },
      pings: [maya.id],
    },
  ],
  answer_settled: [
    { title: "Questions answered", shown: answered },
    { title: "Answers filled in, used", shown: { ...answered, how: "defaults" } },
    { title: "Questions that nobody answered", shown: { ...answered, how: "silence", by: null } },
    { title: "Questions not needed any more", shown: { ...answered, how: "cancelled", by: null } },
  ],
  choose: [{ title: "Sources disagree", shown: sides, pings: [maya.id] }],
  budget: [{ title: "The money is used up", shown: budget, pings: [maya.id] }],
  choose_settled: [
    { title: "A side chosen", shown: chosen },
    {
      title: "No side chosen",
      shown: { ...chosen, how: "none", choice: "Neither", note: "Ask Tom." },
    },
    {
      title: "Money that nobody decided about",
      shown: {
        ...chosen,
        title: "Help desk comparison",
        question: "It has used its $1.00. How shall it go on?",
        how: "silence",
        by: null,
        choice: "Finish with what we have",
      },
    },
  ],
  reminder: [
    {
      title: "A reminder under a card",
      shown: {
        kind: "reminder",
        callId,
        runId,
        asked: [priya],
        what: "Launch brief",
        about: "the post in #company-news",
        means: "nothing is posted",
        silence: "deny",
        deadlineAt,
      },
      pings,
    },
  ],
  asked: [
    {
      title: "Somebody else is asked",
      shown: {
        kind: "asked",
        callId,
        runId,
        title: "Launch brief",
        about: "the post in #company-news",
        means: "nothing is posted",
        who: leo,
        by: priya,
        silence: "deny",
        deadlineAt,
      },
      pings: [leo.id],
    },
    {
      title: "The next person is asked",
      shown: {
        kind: "asked",
        callId,
        runId,
        title: "Incident summary",
        about: "the post in #announcements",
        means: "nothing is posted",
        who: maya,
        by: null,
        silence: "deny",
        deadlineAt,
      },
      pings: [maya.id],
    },
  ],
} satisfies Partial<Record<string, Screen[]>>;
