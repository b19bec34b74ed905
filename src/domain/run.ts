import { z } from "zod";
import { IllegalTransition } from "./illegal-transition.js";

/** The states of a run. */
export const RunStatus = z.enum([
  "queued",
  "running",
  "waiting",
  "completed",
  "failed",
  "cancelled",
]);
export type RunStatus = z.infer<typeof RunStatus>;

/** Why a run ended, in a word; people read a sentence made from it. */
export const EndReason = z.enum([
  "delivered",
  "answered",
  "scheduled",
  "nothing",
  "budget",
  "rejected",
  "unanswered",
  "stopped",
  "not_allowed",
  "unreadable",
  "model",
  "poison",
  "internal",
  "version",
]);
export type EndReason = z.infer<typeof EndReason>;

const allowed: Record<RunStatus, readonly RunStatus[]> = {
  queued: ["running", "cancelled", "failed"],
  running: ["queued", "waiting", "completed", "failed", "cancelled"],
  waiting: ["running", "cancelled", "failed"],
  completed: [],
  // "Try again" goes on from what is done.
  failed: ["queued"],
  // "Go on after all", where somebody stopped it.
  cancelled: ["queued"],
};

/** Throws unless a run may go from one state to the other. */
export function assertRunStep(from: RunStatus, to: RunStatus): void {
  if (!allowed[from].includes(to)) {
    throw new IllegalTransition("run", from, to);
  }
}

/** Whether nothing more happens to a run in this state by itself. */
export function isEnded(status: RunStatus): boolean {
  return status === "completed" || status === "failed" || status === "cancelled";
}

/** One execution for a goal. Money is in US dollars. */
export const Run = z.object({
  id: z.string(),
  requestId: z.string(),
  team: z.string(),
  channel: z.string(),
  threadTs: z.string(),
  title: z.string(),
  status: RunStatus,
  endReason: EndReason.nullable(),
  graphVersion: z.string(),
  /** The shape of the graph that wrote its checkpoints; absent on runs from before it was kept. */
  graphShape: z.string().nullish(),
  /** Fencing token: raised each time a worker takes the run. */
  token: z.number().int(),
  attempts: z.number().int(),
  stopBy: z.string().nullable(),
  /** Why it was stopped where nobody pressed Stop: the request was deleted. */
  stopWhy: z.enum(["deleted"]).nullish(),
  capUsd: z.number(),
  spentUsd: z.number(),
  reservedUsd: z.number(),
  /** Milliseconds of work done, waiting for people not counted. */
  workMs: z.number(),
  createdAt: z.coerce.date(),
  endedAt: z.coerce.date().nullable(),
});
export type Run = z.infer<typeof Run>;
