import { z } from "zod";

/** What makes a call like others; taken when it is opened, from its declaration and arguments. */
export const Alike = z.object({
  /** Whether a wrong answer can do harm outside the thread. */
  risk: z.enum(["low", "high"]),
  /** Equal where the same person asks the same in the same place; empty: it is like no other. */
  pattern: z.string(),
  /** Equal where two times of a schedule ask exactly the same; empty: it is never joined. */
  same: z.string(),
});
export type Alike = z.infer<typeof Alike>;

/** The standing rule by which a call was decided, as its card names it. */
export const UsedRule = z.object({
  id: z.string(),
  /** Whose rule it is. */
  name: z.string(),
  /** ISO instants: since when and until when it stands. */
  from: z.string(),
  until: z.string(),
});
export type UsedRule = z.infer<typeof UsedRule>;
