import { z } from "zod";
import { HumanFunction } from "./human-call.js";
import { RunStatus } from "./run.js";

/** One page of a list in Home; pages count from 1. */
const paged = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    total: z.number().int(),
    page: z.number().int().min(1),
    pages: z.number().int().min(1),
  });

/** A call that waits for the person whose Home it is. */
export const WaitingCall = z.object({
  callId: z.string(),
  fn: HumanFunction,
  /** What is asked, e.g. `Which launch date is right?`; for an approval it follows from the job. */
  question: z.string(),
  /** For an approval of a post: the channel's name; empty: the thread. */
  postsTo: z.string(),
  /** The job's name. */
  job: z.string(),
  askedBy: z.string(),
  openedAt: z.string(),
  deadlineAt: z.string(),
  /** What happens without an answer, e.g. `nothing is posted`. */
  silenceMeans: z.string(),
  /** Whether this person is asked, or may only decide too. */
  asked: z.boolean(),
  /** How many questions like this one the row stands for, itself too; absent: one. */
  alike: z.number().int().min(1).optional(),
  /** How many jobs go on with its answer; absent: one. */
  jobs: z.number().int().min(1).optional(),
});
export type WaitingCall = z.infer<typeof WaitingCall>;

/** A job of the person whose Home it is. */
export const HomeJob = z.object({
  runId: z.string(),
  title: z.string(),
  status: RunStatus,
  /** Who is waited for; empty: nobody. */
  waitsFor: z.array(z.string()),
  done: z.number().int(),
  tasks: z.number().int(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  channel: z.string(),
  threadTs: z.string().nullable(),
});
export type HomeJob = z.infer<typeof HomeJob>;

/** A schedule of the person whose Home it is. */
export const HomeSchedule = z.object({
  scheduleId: z.string(),
  title: z.string(),
  /** e.g. `every weekday at 09:00, Berlin time`. */
  when: z.string(),
  isPaused: z.boolean(),
  nextAt: z.string().nullable(),
  lastAt: z.string().nullable(),
  /** What the last time cost, e.g. `$0.05`; empty: not known. */
  cost: z.string(),
});
export type HomeSchedule = z.infer<typeof HomeSchedule>;

/** An automatic rule of the person whose Home it is. */
export const HomeRule = z.object({
  ruleId: z.string(),
  /** What it does, e.g. `Approves the daily digest`. */
  what: z.string(),
  /** Until when it stands, ISO. */
  until: z.string(),
  /** How often it was used. */
  used: z.number().int(),
});
export type HomeRule = z.infer<typeof HomeRule>;

/** App Home (S12), for one person. */
export const HomeShown = z.object({
  /** `total` counts questions; a row may stand for several that are alike. */
  calls: paged(WaitingCall),
  jobs: paged(HomeJob),
  schedules: paged(HomeSchedule),
  month: z.object({ jobs: z.number().int(), costUsd: z.number() }),
  tz: z.string(),
  rules: z.array(HomeRule).optional(),
  /** Whether what waits is sent each morning. */
  morning: z.boolean().optional(),
});
export type HomeShown = z.infer<typeof HomeShown>;

/** The morning message: what waits for one person; `total` counts questions. */
export const MorningShown = z.object({
  kind: z.literal("morning"),
  items: z.array(WaitingCall),
  total: z.number().int(),
  tz: z.string(),
});

/** What should be seen in one person's Home. */
export const HomeItem = z.object({
  type: z.literal("home"),
  opKey: z.string(),
  runId: z.null(),
  /** The person's id, in the place of a channel. */
  channel: z.string(),
  threadTs: z.null(),
  home: HomeShown,
});
export type HomeItem = z.infer<typeof HomeItem>;
