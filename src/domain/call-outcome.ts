import { z } from "zod";

/** The validated answer to `approve`. */
export const ApproveResult = z.discriminatedUnion("verb", [
  z.object({ verb: z.literal("approve") }),
  z.object({ verb: z.literal("edit"), artifactId: z.string(), digest: z.string() }),
  z.object({ verb: z.literal("changes"), note: z.string().min(1).max(3000) }),
  z.object({ verb: z.literal("reject"), reason: z.string().min(1).max(3000) }),
]);
export type ApproveResult = z.infer<typeof ApproveResult>;

/** The validated answer to `answer`: a value per field name; a person field holds a user id. */
export const AnswerResult = z.object({
  verb: z.literal("answer"),
  values: z.record(z.string(), z.string()),
  usedDefaults: z.boolean(),
  /** Names of the people and channels whose ids are among the values. */
  names: z.record(z.string(), z.string()).optional(),
});
export type AnswerResult = z.infer<typeof AnswerResult>;

/** The validated answer to `choose`: 1 and up is an option, 0 is none of these. */
export const ChooseResult = z.object({
  verb: z.literal("choose"),
  index: z.number().int().min(0).max(10),
  /** Where several can be taken: all of them, in order; `index` is the first. */
  indices: z.array(z.number().int().min(1).max(10)).optional(),
  note: z.string().max(3000).default(""),
});
export type ChooseResult = z.infer<typeof ChooseResult>;

/** The validated answer to `release`: it is taken back. */
export const ReleaseResult = z.object({ verb: z.literal("undo") });
export type ReleaseResult = z.infer<typeof ReleaseResult>;

/** The validated answer to any other function; `data` is its result as JSON text, parsed by the declaration. */
export const DeclaredResult = z.object({
  verb: z.literal("declared"),
  /** The function's name. */
  name: z.string(),
  data: z.string(),
});
export type DeclaredResult = z.infer<typeof DeclaredResult>;

/** What the run gets back: an answer, or that there was none. */
export const CallOutcome = z.union([
  ApproveResult,
  AnswerResult,
  ChooseResult,
  ReleaseResult,
  DeclaredResult,
  z.object({ verb: z.literal("silence") }),
]);
export type CallOutcome = z.infer<typeof CallOutcome>;
