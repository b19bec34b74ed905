import { z } from "zod";

/** Where a conversation lives in Slack; `ts` is the root message of the thread. */
export const ThreadRef = z.object({
  team: z.string().min(1),
  channel: z.string().min(1),
  ts: z.string().regex(/^\d+\.\d+$/),
});
export type ThreadRef = z.infer<typeof ThreadRef>;
