import { z } from "zod";

/** A follow-up in the thread of a run, taken in at the run's next step. */
export const Note = z.object({
  id: z.string(),
  runId: z.string(),
  messageTs: z.string(),
  userId: z.string(),
  userName: z.string(),
  text: z.string(),
  at: z.coerce.date(),
  takenAt: z.coerce.date().nullable(),
});
export type Note = z.infer<typeof Note>;
