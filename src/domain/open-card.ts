import { z } from "zod";
import { Added, CallTier } from "./human-call.js";

const instant = z.string();

/** Why a call exists: the policy's rule (a clause, may be empty) and tier, and what the job has cost so far. */
export const Because = z.object({
  rule: z.string(),
  tier: CallTier.nullable(),
  costUsd: z.number().nullable(),
  /** The cost is the most that it can be: a model did not say what it took. */
  isUpTo: z.boolean().optional(),
});
export type Because = z.infer<typeof Because>;

/** How many must say yes, and who has said what so far. */
export const Votes = z.object({
  need: z.number().int(),
  cast: z.array(z.object({ who: z.string(), isYes: z.boolean() })),
});
export type Votes = z.infer<typeof Votes>;

/** What an open card says besides what is asked. */
export const openCard = {
  deadlineAt: instant,
  /** Who was asked later. */
  added: z.array(Added).optional(),
  /** On a copy in a direct message: where the card itself stands, e.g. `#launch`. */
  from: z.string().optional(),
  because: Because.optional(),
  /** How many jobs go on with the answer; absent: one. */
  jobs: z.number().int().min(1).optional(),
  /** Who is asked as well if nobody has decided by then. */
  next: z
    .object({ name: z.string(), also: z.array(z.string()).optional(), at: instant })
    .optional(),
  /** Who is asked in whose place, and until which day that person is away. */
  standIns: z
    .array(z.object({ who: z.string(), forWhom: z.string(), untilDay: z.string() }))
    .optional(),
  /** With several who must say yes: how many, and who has said what so far. */
  votes: Votes.optional(),
};
