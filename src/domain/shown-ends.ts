import { z } from "zod";
import { openCard } from "./open-card.js";
import { Named } from "./person.js";

const instant = z.string();

/** The money is used up (S14). */
export const BudgetShown = z.object({
  kind: z.literal("budget"),
  callId: z.string(),
  runId: z.string(),
  title: z.string(),
  asked: z.array(Named),
  usedUsd: z.number(),
  moreUsd: z.number(),
  /** Titles of steps, e.g. `Read this thread, a draft`. */
  done: z.string(),
  left: z.string(),
  ...openCard,
});

/** The run failed (S13). */
export const FailureShown = z.object({
  kind: z.literal("failure"),
  runId: z.string(),
  requester: Named,
  title: z.string(),
  what: z.string(),
  kept: z.string(),
  canRetry: z.boolean(),
  /** Whether it can be started again with what is known, where it cannot go on. */
  canRestart: z.boolean().optional(),
  /** Whether something can be shown of it. */
  hasPartial: z.boolean().optional(),
  /** Who tried again, and when: it has no button any more. */
  triedAgain: z.object({ by: Named, at: instant }).optional(),
});

/** The run ended without a result: rejected, nobody answered, stopped (S15). */
export const EndedShown = z.object({
  kind: z.literal("ended"),
  runId: z.string(),
  requester: Named,
  title: z.string(),
  why: z.enum(["rejected", "unanswered", "stopped"]),
  by: Named.nullable(),
  at: instant,
  reason: z.string(),
  done: z.string(),
  notDone: z.string(),
  cost: z.string(),
  /** Whether the requester is pinged (a stop by the requester pings nobody). */
  ping: z.boolean(),
  /** The call to ask again, where nobody answered. */
  askAgain: z.boolean(),
  /** It was stopped because its request was deleted. */
  requestDeleted: z.boolean().optional(),
  /** Whether the job can go on after all. */
  canGoOn: z.boolean().optional(),
  /** Who went on with it after all, and when. */
  goneOn: z.object({ by: Named, at: instant }).optional(),
  /** What left the thread before a stop, e.g. `posted in #company-news`; absent: nothing. */
  sent: z.string().optional(),
});
