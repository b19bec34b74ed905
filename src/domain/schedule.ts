import { z } from "zod";
import { IllegalTransition } from "./illegal-transition.js";
import { FileRef } from "./request.js";

/** The states of a schedule; a proposed one never fires. */
export const ScheduleState = z.enum(["proposed", "active", "paused", "deleted"]);
export type ScheduleState = z.infer<typeof ScheduleState>;

const allowed: Record<ScheduleState, readonly ScheduleState[]> = {
  proposed: ["active", "deleted"],
  active: ["paused", "deleted"],
  paused: ["active", "deleted"],
  deleted: [],
};

/** Throws unless a schedule may go from one state to the other. */
export function assertScheduleStep(from: ScheduleState, to: ScheduleState): void {
  if (!allowed[from].includes(to)) throw new IllegalTransition("schedule", from, to);
}

/** A goal that comes again and again, for one person. */
export const Schedule = z.object({
  id: z.string(),
  team: z.string(),
  /** Where it was set up, and where each time is shown. */
  channel: z.string(),
  /** The thread with its card; null: at top level. */
  threadTs: z.string().nullable(),
  /** The thread that each time reads; null: none. */
  readThreadTs: z.string().nullable(),
  isDm: z.boolean(),
  /** Who set it up: it runs with this person's rights. */
  creatorId: z.string(),
  title: z.string(),
  goal: z.string(),
  files: z.array(FileRef),
  /** Five cron fields, in `tz`. */
  cron: z.string(),
  /** IANA zone of the person who set it up. */
  tz: z.string(),
  state: ScheduleState,
  /** Why it is paused, in a sentence; empty: somebody paused it. */
  pausedWhy: z.string(),
  /** The oldest instant that is not done; null while it is not active. */
  nextAt: z.coerce.date().nullable(),
  /** Failed fires in a row. */
  failures: z.number().int(),
  /** The newest instant that was started. */
  lastAt: z.coerce.date().nullable(),
  /** US dollars that the last time cost, as far as known. */
  lastCostUsd: z.number().nullable(),
  createdAt: z.coerce.date(),
  confirmedAt: z.coerce.date().nullable(),
});
export type Schedule = z.infer<typeof Schedule>;

/** One due instant of a schedule; the key is both, so there is one run for it. */
export const Fire = z.object({
  scheduleId: z.string(),
  instant: z.coerce.date(),
  runId: z.string(),
  /** Milliseconds after its instant. */
  lateMs: z.number().int().min(0),
  /** Earlier instants that were left out, because Fermata was down. */
  missed: z.number().int().min(0),
  /** The instant before it: what is new is new since then. */
  since: z.coerce.date().nullable(),
});
export type Fire = z.infer<typeof Fire>;
