import { z } from "zod";

/** Asks somebody, privately, what they meant by a message in a thread where something waits for them. */
export const ReplyShown = z.object({
  kind: z.literal("reply"),
  /** `change`: whether their words are a change to what waits; `which`: to which question a bare answer belongs. */
  ask: z.enum(["change", "which"]),
  /** What they wrote. */
  said: z.string(),
  /** The questions that it can be about. */
  choices: z.array(z.object({ callId: z.string(), label: z.string() })),
  /** The note that their words are kept as. */
  noteId: z.string().nullable(),
});
