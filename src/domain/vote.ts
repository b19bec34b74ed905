import { z } from "zod";

/** What somebody says where several decide together. `notes` are to single points, in their order. */
export const Ballot = z.object({
  isYes: z.boolean(),
  /** Why; a no has one. */
  reason: z.string(),
  notes: z.array(z.object({ about: z.string(), text: z.string() })).default([]),
});
export type Ballot = z.infer<typeof Ballot>;

/** A person's vote on a call; everybody has at most one, and may change it until it is decided. */
export const Vote = Ballot.extend({
  callId: z.string(),
  userId: z.string(),
  userName: z.string(),
  /** The digest of what was voted on; a vote on anything else does not count. */
  about: z.string(),
  at: z.coerce.date(),
});
export type Vote = z.infer<typeof Vote>;
