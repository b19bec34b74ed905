import type { HomeShown } from "../../../src/domain/home-shown.js";
import { homeView } from "../../../src/slack/views/home.js";
import { at, callId, deadlineAt, runId, scheduleId, zone } from "./known.js";

const none = { items: [], total: 0, page: 1, pages: 1 };
const desk: HomeShown = {
  calls: {
    items: [
      {
        callId,
        fn: "approve",
        question: "",
        postsTo: "",
        job: "Launch brief",
        askedBy: "Maya",
        openedAt: at,
        deadlineAt,
        silenceMeans: "nothing is posted",
        asked: true,
      },
      {
        callId: `${callId}b`,
        fn: "choose",
        question: "Which tickets go into the digest?",
        postsTo: "",
        job: "Support digest",
        askedBy: "Leo",
        openedAt: at,
        deadlineAt,
        silenceMeans: "all of them are stated",
        asked: true,
        alike: 3,
      },
      {
        callId: `${callId}c`,
        fn: "declared",
        question: "Can you do this? Call Norda back about the refund",
        postsTo: "",
        job: "Reply drafts",
        askedBy: "Leo",
        openedAt: at,
        deadlineAt,
        silenceMeans: "the result says that it is open",
        asked: false,
        jobs: 2,
      },
    ],
    total: 13,
    page: 1,
    pages: 2,
  },
  jobs: {
    items: [
      {
        runId,
        title: "Pricing table check",
        status: "running",
        waitsFor: [],
        done: 3,
        tasks: 5,
        startedAt: at,
        endedAt: null,
        channel: "C0LAUNCH01",
        threadTs: "1795180000.000100",
      },
    ],
    total: 1,
    page: 1,
    pages: 1,
  },
  schedules: {
    items: [
      {
        scheduleId,
        title: "Meeting-notes digest",
        when: "every weekday at 09:00, Berlin time",
        isPaused: false,
        nextAt: "2026-11-23T08:00:00.000Z",
        lastAt: "2026-11-20T08:00:00.000Z",
        cost: "$0.05",
      },
    ],
    total: 1,
    page: 1,
    pages: 1,
  },
  month: { jobs: 14, costUsd: 2.31 },
  tz: zone,
  rules: [
    {
      ruleId: "rule_5d4c3b2a190817f6e5d4c3b2a1908f7e",
      what: "Approve “Support digest”",
      until: "2026-12-20T13:09:00.000Z",
      used: 4,
    },
  ],
  morning: true,
};

const ctx = { team: { domain: "acme" } };

/** What waits in it. */
export const waiting = desk.calls.items;

/** Home, full and empty. */
export const homes = [
  { title: "Home", view: homeView(desk, ctx) },
  {
    title: "Home, with nothing in it",
    view: homeView(
      {
        ...desk,
        calls: none,
        jobs: none,
        schedules: none,
        month: { jobs: 0, costUsd: 0 },
        rules: [],
        morning: false,
      },
      ctx,
    ),
  },
];
