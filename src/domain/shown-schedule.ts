import { z } from "zod";
import { Named } from "./person.js";
import { ScheduleState } from "./schedule.js";

/** A schedule before it is saved and ever after (S11): the card says what its row says. */
export const ScheduleShown = z.object({
  kind: z.literal("schedule"),
  scheduleId: z.string(),
  creator: Named,
  title: z.string(),
  /** What is done each time, as the person wrote it. */
  goal: z.string(),
  /** `every Friday at 14:00, Berlin time`. */
  when: z.string(),
  /** `Fri 27 Nov, Fri 4 Dec, Fri 11 Dec, each at 14:00`; empty where nothing comes. */
  next: z.string(),
  /** `Stays 14:00 when the clocks change.`, or empty. */
  clocks: z.string(),
  /** `an OK, each time`, or empty: nothing. */
  asks: z.string(),
  /** `about $0.11 each time`, or empty: not known. */
  costs: z.string(),
  /** Whether only the person who set it up sees the results. */
  isDm: z.boolean(),
  /** `dropped`: it was never saved. */
  state: z.enum([...ScheduleState.options, "dropped"]),
  /** Why it is paused, in a sentence; empty: somebody paused it. */
  why: z.string(),
});

/** A schedule was paused by itself: why, and what its owner can do. */
export const SchedulePausedShown = z.object({
  kind: z.literal("schedule_paused"),
  scheduleId: z.string(),
  title: z.string(),
  why: z.string(),
  /** Whether it still waits for its owner. */
  isOpen: z.boolean(),
  /** What became of it. */
  outcome: z.string(),
});

/** One person's schedules, a page of them, privately. */
export const ScheduleListShown = z.object({
  kind: z.literal("schedule_list"),
  page: z.number().int().min(1),
  pages: z.number().int().min(1),
  count: z.number().int(),
  items: z
    .array(
      z.object({
        scheduleId: z.string(),
        title: z.string(),
        when: z.string(),
        isPaused: z.boolean(),
        /** ISO instants. */
        nextAt: z.string().nullable(),
        lastAt: z.string().nullable(),
        /** `$0.05`, or empty. */
        cost: z.string(),
      }),
    )
    .max(10),
});

/** What makes a result one of a schedule (S17). */
export const ResultOfFire = z.object({
  scheduleId: z.string(),
  /** `Friday 20 November`. */
  day: z.string(),
  /** `Late by 20 minutes: Fermata was down at 9:00.`, or empty. */
  late: z.string(),
});
