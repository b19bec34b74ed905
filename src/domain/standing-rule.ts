import { z } from "zod";

/** The states of an automatic rule: it is offered, and then it stands until it is ended, or never does. */
export const RuleState = z.enum(["offered", "active", "declined", "ended"]);
export type RuleState = z.infer<typeof RuleState>;

/** A decision that an offer lists: where its card stands and what came of it. */
export const RuleExample = z.object({
  title: z.string(),
  /** ISO. */
  at: z.string(),
  channel: z.string(),
  /** Slack's ts of the card, or null where it is not known. */
  ts: z.string().nullable(),
  /** What became of the job, e.g. `done`. */
  job: z.string(),
});
export type RuleExample = z.infer<typeof RuleExample>;

/** What one person lets Fermata answer for them, for a time. */
export const StandingRule = z.object({
  id: z.string(),
  team: z.string(),
  userId: z.string(),
  userName: z.string(),
  state: RuleState,
  /** What it is about: calls with exactly this pattern. */
  pattern: z.string(),
  fn: z.string(),
  /** What it answers: `approve`, `answer.defaults` or `choose.<n>`. */
  verb: z.string(),
  /** The same in words, e.g. `Approve the launch brief`. */
  words: z.string(),
  /** The version of the operator's rules under which it was offered; it ends with it. */
  policy: z.string(),
  shown: z.array(RuleExample),
  offeredAt: z.coerce.date(),
  fromAt: z.coerce.date().nullable(),
  untilAt: z.coerce.date().nullable(),
  endedAt: z.coerce.date().nullable(),
  endedBy: z.string().nullable(),
});
export type StandingRule = z.infer<typeof StandingRule>;

/** The private message about a rule, from the offer to its end. */
export const RuleShown = z.object({
  kind: z.literal("rule"),
  ruleId: z.string(),
  state: RuleState,
  words: z.string(),
  /** For how many days it would stand. */
  days: z.number().int(),
  examples: z.array(RuleExample),
  /** ISO, or null while it does not stand. */
  until: z.string().nullable(),
  /** Why it is over, in a sentence; may be empty. */
  why: z.string(),
});
