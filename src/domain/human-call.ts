import { z } from "zod";
import { Alike, UsedRule } from "./alike.js";
import { CallOutcome } from "./call-outcome.js";
import { CallStatus } from "./call-status.js";
import { PostPlan } from "./effect.js";
import { FormField } from "./form-field.js";
import { Named } from "./person.js";
import { Source } from "./source.js";
import { ByEdit } from "./text-changes.js";
import { StandsIn } from "./stands-in.js";

/** The human functions whose answers the graph itself reads; all others are `declared`. */
export const HumanFunction = z.enum(["approve", "answer", "choose", "release", "declared"]);
export type HumanFunction = z.infer<typeof HumanFunction>;

/** How much a decision takes by policy: none (logged), seconds to undo, one approver, several of them. */
export const CallTier = z.enum(["auto", "undo", "one", "several"]);
export type CallTier = z.infer<typeof CallTier>;

/** What silence means: it is not done, it goes on with the answers filled in, or it keeps waiting. */
export const Silence = z.enum(["deny", "default", "wait"]);
export type Silence = z.infer<typeof Silence>;

/** What a draft rests on: its first sources, and how many more were read. */
export const Evidence = z.object({ sources: z.array(Source).max(3), more: z.number().int() });
export type Evidence = z.infer<typeof Evidence>;

/** How a decision came in, where it was not by a button or a form: by a bare reply in the thread. */
export const DecidedVia = z.enum(["reply"]);
export type DecidedVia = z.infer<typeof DecidedVia>;

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
  /** Whose note the last changes follow. */
  noteBy: z.string().nullish(),
  evidence: Evidence.optional(),
  objections: z.array(z.string()),
  /** Whose edit the check objected to; a second save by anybody who may decide stands. */
  editedBy: Named.nullable(),
  /** What somebody changed in the draft, where it is their version that is asked about. */
  edit: ByEdit.nullish(),
  /** Who said yes to exactly this by saving it; where several decide, that is their vote. */
  savedBy: Named.nullish(),
  round: z.number().int().min(1),
  maxRounds: z.number().int(),
  /** Where an approval posts it besides the thread. */
  post: PostPlan.nullish(),
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
  /** The money is used up: what option 1 raises the run's cap to, and how far the work is. */
  budget: z
    .object({
      capUsd: z.number(),
      raiseToUsd: z.number(),
      done: z.string(),
      left: z.string(),
    })
    .optional(),
  /** `reach`: whether somebody who cannot read the card may get it; nothing that the job itself is about. */
  about: z.literal("reach").optional(),
  /** What silence means, as a clause; where the suggested option does not say it. */
  silenceMeans: z.string().optional(),
  /** More than one can be taken. */
  several: z.boolean().optional(),
  /** Whoever takes none of these is asked what then. */
  noneWithNote: z.boolean().optional(),
});
export type ChooseArgs = z.infer<typeof ChooseArgs>;

/** `release`: the seconds between an approval and its post, in which whoever approved can take it back. */
export const ReleaseArgs = z.object({
  fn: z.literal("release"),
  title: z.string(),
  /** The approval that is about to be acted on. */
  approvalId: z.string(),
  channel: z.string(),
  channelName: z.string(),
  artifactId: z.string(),
  /** sha-256 over what exactly is done. */
  digest: z.string(),
});
export type ReleaseArgs = z.infer<typeof ReleaseArgs>;

/**
 * A call of any other human function. `data` is its arguments as JSON text, parsed by the function's declaration and
 * by nobody else: as text it goes through every checkpoint unchanged.
 */
export const DeclaredArgs = z.object({
  fn: z.literal("declared"),
  /** The function's name, e.g. `assign`. */
  name: z.string().regex(/^[a-z][a-z_]{0,30}$/),
  title: z.string(),
  data: z.string(),
  /** What is asked and what silence means, in the declaration's words; filled in when the call is opened. */
  question: z.string().default(""),
  silenceMeans: z.string().default("nothing is done"),
});
export type DeclaredArgs = z.infer<typeof DeclaredArgs>;

/** What is asked, by function. */
export const CallArgs = z.discriminatedUnion("fn", [
  ApproveArgs,
  AnswerArgs,
  ChooseArgs,
  ReleaseArgs,
  DeclaredArgs,
]);
export type CallArgs = z.infer<typeof CallArgs>;

/** A call as the graph asks for it; ids are made by the graph so that a repeat is the same call. */
export const CallAsk = z.object({
  id: z.string(),
  /** The task that asks, or null for the draft's approval. */
  taskId: z.string().nullable(),
  args: CallArgs,
  /** Who may decide because the request names them (or, for questions, the person asked). */
  asked: z.array(Named),
  /** The call on whose card it is shown, instead of one of its own. */
  onCardOf: z.string().optional(),
});
export type CallAsk = z.infer<typeof CallAsk>;

/** Something to read that came with an answer: a file of Slack, a link, or a text that was kept. */
export const Gave = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("file"), fileId: z.string(), label: z.string() }),
  z.object({ kind: z.literal("link"), url: z.string(), label: z.string() }),
  z.object({
    kind: z.literal("text"),
    artifactId: z.string(),
    digest: z.string(),
    label: z.string(),
  }),
]);
export type Gave = z.infer<typeof Gave>;

/** An outcome with who gave it; `by` is null for silence. */
export const Decided = z.object({
  outcome: CallOutcome,
  by: Named.nullable(),
  /** ISO instant. */
  at: z.string(),
  /** How many had to say yes; left out: one. */
  need: z.number().int().optional(),
  /** What the job learns from it, in words; for `declared` functions, whose data only the declaration reads. */
  said: z.array(z.object({ question: z.string(), answer: z.string() })).optional(),
  /** Silence is a no, by a rule, even where answers are filled in. */
  denies: z.boolean().optional(),
  /** What it brought that the job can read. */
  gave: Gave.optional(),
  /** Why the draft that it was about is not released. */
  stops: z.string().optional(),
});
export type Decided = z.infer<typeof Decided>;

/** Who has a copy of the card in a direct message, and where the card itself stands, e.g. `#launch`. */
export const Reached = z.object({
  people: z.array(Named),
  place: z.string(),
  /** The requester alone may see it: nobody is ever asked besides. */
  closed: z.boolean().optional(),
  /** Ids of those who may decide and can read the card nowhere: Home shows them nothing of it either. */
  blind: z.array(z.string()).optional(),
});
export type Reached = z.infer<typeof Reached>;

/** Somebody who was asked later: by a person, or (`by` null) because nobody had answered. */
export const Added = z.object({
  who: Named,
  by: Named.nullable(),
  /** ISO instant. */
  at: z.string(),
});
export type Added = z.infer<typeof Added>;

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
  /** Who decided; where several did: the id of who made it complete, and the names of all of them. */
  decidedBy: Named.nullable(),
  decidedAt: z.coerce.date().nullable(),
  decidedVia: DecidedVia.nullish(),
  /** When the run took the outcome in. */
  takenAt: z.coerce.date().nullable(),
  reached: Reached.default({ people: [], place: "" }),
  added: z.array(Added).default([]),
  /** When, without a decision, the next people are asked. */
  escalateAt: z.coerce.date().nullable().default(null),
  escalateTo: z.array(Named).default([]),
  standIns: z.array(StandsIn).default([]),
  /** The op key of an earlier call's card on which it is shown; else it has its own. */
  card: z.string().nullish(),
  /** How many different people must say yes. */
  need: z.number().int().min(1).default(1),
  /** The tier of the policy and the rule that asked, as a clause; both empty where only the request asks. */
  tier: CallTier.nullable().default(null),
  rule: z.string().default(""),
  /** Ids of people who may not decide, whatever else they are, e.g. the requester. */
  excluded: z.array(z.string()).default([]),
  /** What makes it like others; absent: it is of high risk and like none. */
  alike: Alike.nullish(),
  /** The earlier call of the same schedule on whose card it is asked, and with which it is answered. */
  joinedTo: z.string().nullish(),
  byRule: UsedRule.nullish(),
});
export type HumanCall = z.infer<typeof HumanCall>;
