import { z } from "zod";

/** A channel that a run may read from, as its first step found it. Made by rule, never by a model. */
export const ChannelSource = z.object({
  /** The offer it stands behind: `channel1`… */
  offerId: z.string(),
  /** The channel's id, or null: it is not read. */
  channel: z.string().nullable(),
  /** Why it is not read, in a few plain words; else "". */
  reason: z.string(),
  /** ISO instants; what was said from `since` until `until`. */
  since: z.string(),
  until: z.string(),
  /** The period in words, e.g. `since 08:30`. */
  period: z.string(),
});
export type ChannelSource = z.infer<typeof ChannelSource>;
