import { z } from "zod";
import { ChooseOption, DecidedVia, Evidence, Silence } from "./human-call.js";
import { FormField } from "./form-field.js";
import { MorningShown } from "./home-shown.js";
import { UsedRule } from "./alike.js";
import { RuleShown } from "./standing-rule.js";
import { Named } from "./person.js";
import {
  ResultOfFire,
  ScheduleListShown,
  SchedulePausedShown,
  ScheduleShown,
} from "./shown-schedule.js";
import { AskSettledShown, AskShown } from "./ask-card.js";
import { openCard } from "./open-card.js";
import { BudgetShown, EndedShown, FailureShown } from "./shown-ends.js";
import { PostedShown, PostShown } from "./shown-post.js";
import { ReplyShown } from "./shown-reply.js";
import { Source } from "./source.js";
import { TaskLine } from "./task.js";
import { ByEdit, TextEdit } from "./text-changes.js";

/**
 * Everything that can be shown, as data. Delivery writes it, Slack's views turn it into blocks.
 * Field names that end in `Markdown` hold model or user text in simple Markdown; all other strings are
 * plain text. Nothing here is Slack markup: the one renderer escapes all of it.
 */
const instant = z.string();

/** The one status message of a run, edited in place (S2). */
export const StatusShown = z.object({
  kind: z.literal("status"),
  runId: z.string(),
  title: z.string(),
  phase: z.enum(["working", "waiting", "done", "stopped", "failed"]),
  tasks: z.array(TaskLine),
  /** What happens now, e.g. `Now checking every fact`. */
  now: z.string(),
  /** Last line, e.g. `About 1 minute left, up to $0.30. Then Priya is asked.` */
  footer: z.string(),
  /** Since when that last line is so. */
  since: instant.optional(),
  canStop: z.boolean(),
});

/** An approval that waits (S3). */
export const ApprovalShown = z.object({
  kind: z.literal("approval"),
  callId: z.string(),
  runId: z.string(),
  title: z.string(),
  requester: Named,
  asked: z.array(Named),
  others: z.array(Named),
  excerptMarkdown: z.string(),
  checked: z.string(),
  doubts: z.array(z.string()),
  changedSince: z.array(z.string()),
  objections: z.array(z.string()),
  editedBy: Named.nullable(),
  round: z.number().int(),
  maxRounds: z.number().int(),
  ...openCard,
  practice: z.boolean(),
  /** What somebody changed in the draft, whose version this is. */
  edit: ByEdit.optional(),
  /** Who wanted what changed since; null: nobody in particular. */
  noteBy: z.string().nullish(),
  /** What the draft rests on: the first sources, and how many more there are. */
  evidence: Evidence.optional(),
  silence: Silence.optional(),
  /** Where approving posts it besides the thread, and who will see it there. */
  post: z.object({ channelName: z.string(), reach: z.string() }).nullish(),
});

/** An approval that is over (S4). */
export const ApprovalSettledShown = z.object({
  kind: z.literal("approval_settled"),
  ofRule: UsedRule.optional(),
  callId: z.string(),
  runId: z.string(),
  title: z.string(),
  outcome: z.enum(["approved", "approved_edited", "changes", "rejected", "expired", "cancelled"]),
  by: Named.nullable(),
  at: instant,
  /** The note or reason, as the person wrote it. */
  note: z.string(),
  via: DecidedVia.nullish(),
  /** Nobody was asked: the rule that let it go, as a clause. */
  byRule: z.string().optional(),
  excerptMarkdown: z.string(),
  /** What an edit changed, where it is known. */
  edit: TextEdit.optional(),
  checked: z.string(),
  canAskAgain: z.boolean(),
  post: PostedShown.nullish(),
});

/** Questions with answers filled in (S7). */
export const AnswerShown = z.object({
  kind: z.literal("answer"),
  callId: z.string(),
  runId: z.string(),
  title: z.string(),
  asked: z.array(Named),
  intro: z.string(),
  fields: z.array(FormField),
  /** Names of the people who are filled in, by id. */
  names: z.record(z.string(), z.string()).optional(),
  silence: Silence,
  ...openCard,
});

/** Questions that are over. */
export const AnswerSettledShown = z.object({
  kind: z.literal("answer_settled"),
  ofRule: UsedRule.optional(),
  callId: z.string(),
  runId: z.string(),
  title: z.string(),
  how: z.enum(["answered", "defaults", "silence", "expired", "cancelled"]),
  by: Named.nullable(),
  at: instant,
  lines: z.array(z.object({ label: z.string(), value: z.string() })),
  canAskAgain: z.boolean(),
});

/** Sources disagree (S8). */
export const ChooseShown = z.object({
  kind: z.literal("choose"),
  callId: z.string(),
  runId: z.string(),
  title: z.string(),
  asked: z.array(Named),
  question: z.string(),
  options: z.array(ChooseOption),
  suggestion: z.string(),
  noneLabel: z.string(),
  silence: Silence,
  /** What happens without an answer, e.g. `the brief states both`. */
  silenceMeans: z.string(),
  /** More than one can be taken: there is a form instead of a button each. */
  several: z.boolean().optional(),
  ...openCard,
});

/** A choice that is over. */
export const ChooseSettledShown = z.object({
  kind: z.literal("choose_settled"),
  ofRule: UsedRule.optional(),
  callId: z.string(),
  runId: z.string(),
  title: z.string(),
  question: z.string(),
  how: z.enum(["chosen", "none", "silence", "expired", "cancelled"]),
  by: Named.nullable(),
  at: instant,
  choice: z.string(),
  note: z.string(),
  via: DecidedVia.nullish(),
  canAskAgain: z.boolean(),
});

/** A reminder under a card that nobody answered yet. */
export const ReminderShown = z.object({
  kind: z.literal("reminder"),
  callId: z.string(),
  runId: z.string(),
  asked: z.array(Named),
  what: z.string(),
  /** What is decided, e.g. `the post in #news`, and what silence does not let happen, as a clause. */
  about: z.string().optional(),
  means: z.string().optional(),
  silence: Silence,
  deadlineAt: instant,
});

/** Somebody is asked too, who can read the card where it stands. */
export const AskedShown = z.object({
  kind: z.literal("asked"),
  callId: z.string(),
  runId: z.string(),
  title: z.string(),
  who: Named,
  /** Null: because nobody had answered. */
  by: Named.nullable(),
  /** What is decided, e.g. `the post in #news`, and what silence does not let happen, as a clause. */
  about: z.string().optional(),
  means: z.string().optional(),
  silence: Silence,
  deadlineAt: instant,
});

/** The result (S10); a long one comes in parts, one message each. */
export const ResultShown = z.object({
  kind: z.literal("result"),
  runId: z.string(),
  requester: Named,
  title: z.string(),
  /** e.g. `Approved by Priya, with one edit.` */
  headline: z.string(),
  bodyMarkdown: z.string(),
  part: z.object({ n: z.number().int().min(1), of: z.number().int().min(1) }),
  /** On the last part only. */
  sources: z.array(Source),
  notRead: z.array(z.string()),
  checked: z.string(),
  remarks: z.array(z.string()),
  /** e.g. `$0.11 · 1 min 50 s of work · 4 min waiting for people`. */
  cost: z.string(),
  practice: z.boolean(),
  /** What is there of a job that failed: it was neither finished nor checked. */
  unfinished: z.boolean().optional(),
  /** For a time of a schedule (S17). */
  fire: ResultOfFire.optional(),
  /** The name of the file below that holds the whole; the text here is its beginning. */
  file: z.string().optional(),
  /** What became of the post in another channel, on the first part. */
  post: PostedShown.nullish(),
});

/** First contact (S16). */
export const HelpShown = z.object({
  kind: z.literal("help"),
  botUserId: z.string(),
  inThread: z.boolean(),
  keepDays: z.number().int(),
  runBy: z.string(),
});

/** One line, mostly private: refusals, late clicks, notes taken, why. */
export const LineShown = z.object({
  kind: z.literal("line"),
  text: z.string(),
  detail: z.array(z.string()),
  /** A link to where it happened. */
  link: z.object({ label: z.string(), url: z.string() }).nullable(),
  /** Whom it is said to; pinged if the item says so. */
  to: Named.optional(),
  /** The button whose form could not be opened, once more. */
  again: z.object({ actionId: z.string(), value: z.string() }).optional(),
});

export const Shown = z.discriminatedUnion("kind", [
  StatusShown,
  ApprovalShown,
  ApprovalSettledShown,
  AnswerShown,
  AnswerSettledShown,
  ChooseShown,
  BudgetShown,
  ChooseSettledShown,
  AskShown,
  AskSettledShown,
  ReminderShown,
  AskedShown,
  ReplyShown,
  ResultShown,
  PostShown,
  FailureShown,
  EndedShown,
  HelpShown,
  LineShown,
  ScheduleShown,
  SchedulePausedShown,
  ScheduleListShown,
  MorningShown,
  RuleShown,
]);
export type Shown = z.infer<typeof Shown>;
export type ShownOf<K extends Shown["kind"]> = Extract<Shown, { kind: K }>;
