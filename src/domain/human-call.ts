import { z } from "zod";
import { FormField } from "./form-field.js";
import { IllegalTransition } from "./illegal-transition.js";
import { Named } from "./person.js";

/** The human functions there are. */
export const HumanFunction = z.enum(["approve", "answer", "choose"]);
export type HumanFunction = z.infer<typeof HumanFunction>;

/** The states of a human call. */
export const CallStatus = z.enum(["open", "decided", "expired", "cancelled"]);
export type CallStatus = z.infer<typeof CallStatus>;

/** Throws unless a call may go from one state to the other: an ended call never changes. */
export function assertCallStep(from: CallStatus, to: CallStatus): void {
  if (from !== "open" || to === "open") throw new IllegalTransition("call", from, to);
}

/** What silence means: it is not done, or it goes on with the answers filled in. */
export const Silence = z.enum(["deny", "default"]);
export type Silence = z.infer<typeof Silence>;

/** `approve`: a draft that somebody must release. What is approved is exactly the artifact. */
export const ApproveArgs = z.object({
  fn: z.literal("approve"),
  /** The job's name, e.g. `Launch brief`. */
  title: z.string(),
  artifactId: z.string(),
  /** sha-256 of the exact text. */
  digest: z.string(),
  /** First 300 to 400 characters of the text, Markdown. */
  excerpt: z.string(),
  /** `11 of 11 facts found in the sources`, or what could not be checked. */
  checked: z.string(),
  doubts: z.array(z.string()),
  /** For a later round: what changed since the note; for an edit the check objected to: what it found. */
  changedSince: z.array(z.string()),
  objections: z.array(z.string()),
  /** Whose edit the check objected to; a second save by anybody who may decide stands. */
  editedBy: Named.nullable(),
  round: z.number().int().min(1),
  maxRounds: z.number().int(),
});
export type ApproveArgs = z.infer<typeof ApproveArgs>;

/** `answer`: a form of 1–6 fields, answers filled in where there is one. */
export const AnswerArgs = z.object({
  fn: z.literal("answer"),
  title: z.string(),
  /** e.g. `Two questions before I write.` */
  intro: z.string(),
  fields: z.array(FormField).min(1).max(6),
});
export type AnswerArgs = z.infer<typeof AnswerArgs>;

/** One option of `choose` with what speaks for it. */
export const ChooseOption = z.object({
  label: z.string().min(1).max(300),
  /** For the button: at most 75 characters. */
  short: z.string().min(1).max(75),
  evidence: z
    .array(
      z.object({
        excerpt: z.string(),
        by: z.string().nullable(),
        date: z.string().nullable(),
        sourceLabel: z.string(),
        url: z.string().nullable(),
      }),
    )
    .max(3),
});
export type ChooseOption = z.infer<typeof ChooseOption>;

/** `choose`: 2–10 options with evidence each; index 0 means none of these. */
export const ChooseArgs = z.object({
  fn: z.literal("choose"),
  title: z.string(),
  question: z.string(),
  options: z.array(ChooseOption).min(2).max(10),
  /** The suggestion and its reason, in a sentence; empty: none. */
  suggestion: z.string(),
  /** What silence chooses: an option from 1, 0 for "state all of them", or null: it waits and is then not done. */
  defaultIndex: z.number().int().nullable(),
  noneLabel: z.string().default("Neither"),
});
export type ChooseArgs = z.infer<typeof ChooseArgs>;

/** What is asked, by function. */
export const CallArgs = z.discriminatedUnion("fn", [ApproveArgs, AnswerArgs, ChooseArgs]);
export type CallArgs = z.infer<typeof CallArgs>;

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
  /** Names of the people whose ids are among the values. */
  names: z.record(z.string(), z.string()).optional(),
});
export type AnswerResult = z.infer<typeof AnswerResult>;

/** The validated answer to `choose`: 1 and up is an option, 0 is none of these. */
export const ChooseResult = z.object({
  verb: z.literal("choose"),
  index: z.number().int().min(0).max(10),
  note: z.string().max(3000).default(""),
});
export type ChooseResult = z.infer<typeof ChooseResult>;

/** What the run gets back: an answer, or that there was none. */
export const CallOutcome = z.union([
  ApproveResult,
  AnswerResult,
  ChooseResult,
  z.object({ verb: z.literal("silence") }),
]);
export type CallOutcome = z.infer<typeof CallOutcome>;

/** A call as the graph asks for it; ids are made by the graph so that a repeat is the same call. */
export const CallAsk = z.object({
  id: z.string(),
  /** The task that asks, or null for the draft's approval. */
  taskId: z.string().nullable(),
  args: CallArgs,
  /** Who may decide because the request names them (or, for questions, the person asked). */
  asked: z.array(Named),
});
export type CallAsk = z.infer<typeof CallAsk>;

/** An outcome with who gave it; `by` is null for silence. */
export const Decided = z.object({
  outcome: CallOutcome,
  by: Named.nullable(),
  /** ISO instant. */
  at: z.string(),
});
export type Decided = z.infer<typeof Decided>;

/** A stored call to people. */
export const HumanCall = z.object({
  id: z.string(),
  runId: z.string(),
  taskId: z.string().nullable(),
  status: CallStatus,
  args: CallArgs,
  /** Who is asked and pinged. */
  asked: z.array(Named),
  /** Who else may decide (approvers in the config). */
  others: z.array(Named),
  channel: z.string(),
  threadTs: z.string(),
  silence: Silence,
  openedAt: z.coerce.date(),
  deadlineAt: z.coerce.date(),
  remindAt: z.coerce.date().nullable(),
  remindedAt: z.coerce.date().nullable(),
  outcome: CallOutcome.nullable(),
  decidedBy: Named.nullable(),
  decidedAt: z.coerce.date().nullable(),
  /** When the run took the outcome in. */
  takenAt: z.coerce.date().nullable(),
});
export type HumanCall = z.infer<typeof HumanCall>;
