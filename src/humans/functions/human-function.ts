import type { z } from "zod";
import type { AskForm, AskFormInput } from "../../domain/ask-form.js";
import type { CallArgs, Gave, HumanCall } from "../../domain/human-call.js";
import type { CallOutcome } from "../../domain/call-outcome.js";
import type { Named } from "../../domain/person.js";
import type { Ballot, Vote } from "../../domain/vote.js";
import type { Shown } from "../../domain/shown.js";
import type { PlannedAsk } from "../../domain/task.js";
import type { TextEdit } from "../../domain/text-changes.js";

/** What became of a form or a press: an answer, a text to keep first, or what is wrong with which field. */
export type Parsed =
  | { ok: true; outcome: CallOutcome }
  /** The text must be kept as an artifact before the outcome can name it. */
  | { ok: true; keep: string; as: (kept: Kept) => CallOutcome }
  /** It is one of the answers of several people. */
  | { ok: true; ballot: Ballot }
  /** `isUnknown`: the function does not have this verb at all. */
  | { ok: false; errors: Record<string, string>; isUnknown?: true };

/** A kept text: its artifact and the sha-256 of it. */
export interface Kept {
  artifactId: string;
  digest: string;
}

/** What an open card needs besides the call. */
export interface CardLook {
  requester: Named;
  practice: boolean;
  /** Names of the people who are filled in, by id. */
  names: Record<string, string>;
}

/** Texts that are not in the row: a new excerpt and what changed after an edit, and names for person fields. */
export interface SettledTexts {
  excerpt?: string;
  edit?: TextEdit;
  names?: Record<string, string>;
  /** The votes that count, oldest first, where several decide together. */
  votes?: Vote[];
}

/** What a form needs besides the call: the whole text that is decided about, and who asked. */
export interface FormLook {
  text: string;
  requesterName: string;
}

/** What the ledger keeps of an answer. */
export type FactData = { [key: string]: string | number | boolean };

/** What a job learns from an answer. */
export interface Told {
  question: string;
  answer: string;
}

/** What a plan's question knows of its job; `text` is the draft, once there is one. */
export interface PlanJob {
  title: string;
  text: { artifactId: string; digest: string; excerpt: string } | null;
  /** How many people are asked. */
  asked: number;
}

/** How a plan asks with a function. */
export interface Plannable {
  /** For the planner: when to take it, and what goes into which entry of its task. */
  hint: string;
  /** Whether it is asked about the draft, once that is checked. */
  onDraft: boolean;
  /** The arguments, or null where the task does not hold what it takes. */
  call(asked: PlannedAsk, job: PlanJob): CallArgs | null;
}

/** The bare answer in a thread that counts as a press, or null. */
export interface PlainReply {
  verb: string;
  values: Record<string, string>;
}

/** How several people decide together. */
export interface Together<Args> {
  /** How many must say yes, by the call itself; null: where a rule of the operator wants several. */
  need(args: Args): number | null;
  /** How an answer counts as a vote; null: it decides at once, whoever gives it. */
  ballotOf(outcome: CallOutcome): Ballot | null;
  /** The digest of what is voted on. */
  digest(args: Args): string;
  /** What was decided by the votes that count, oldest first. */
  outcome(args: Args, votes: Vote[], isYes: boolean): CallOutcome;
}

/**
 * A human function: what may be asked for, how it looks while it is open and when it is over, and how an answer is
 * read. Everything in the house that shows, opens, decides or explains a call goes through it.
 */
export interface HumanFunctionDef<Args> {
  name: string;
  args: z.ZodType<Args>;
  /** What an answer is; everything stored and resumed parses by it. */
  outcome: z.ZodType;
  /** Whether a wrong answer can do harm outside the thread: such calls are never decided together or by a rule. */
  risk(args: Args): "low" | "high";
  /** The artifact whose whole text is behind *Read all* and in the forms; null: there is none. */
  textOf(args: Args): string | null;
  /** Whether silence can go on with what is filled in. */
  hasDefaults(args: Args): boolean;
  /** What is asked and what silence means, in words, for lists that do not show the card. */
  words(args: Args): { question: string; silenceMeans: string };
  /** What is decided, as people speak of it, e.g. `the post in #news`; left out: the question in quotes. */
  about?(args: Args): string;
  /** The form that a verb opens; null: pressing it decides at once. */
  form(args: Args, verb: string, look: FormLook): AskFormInput | null;
  /** Reads a press (`values` empty) or a form; never throws on bad input. */
  parse(args: Args, verb: string, values: Record<string, string>): Parsed;
  /** Its card while it is open, and when it is over; null: it is only told on another call's card. */
  shown(call: HumanCall, args: Args, look: CardLook): Shown | null;
  settled(call: HumanCall, args: Args, texts: SettledTexts): Shown | null;
  /** What the ledger keeps of an answer: ids, counts and digests, never words. */
  fact(outcome: CallOutcome): FactData;
  /** What somebody did, after their name, for whoever comes late: `approved this with an edit`. */
  did(outcome: CallOutcome): string;
  /** What the job learns, for functions whose answers the graph does not read itself. */
  told(args: Args, outcome: CallOutcome): Told[];
  /** What the answer brought that the job can read; null: nothing. */
  gave?(args: Args, outcome: CallOutcome): Gave | null;
  /** Why the draft that it was asked about is not released after this answer, or after silence; null: it is. */
  stops?(args: Args, outcome: CallOutcome): string | null;
  /** How a plan asks with it; left out: only the house itself does. */
  plan?: Plannable;
  /** How several decide together; left out: whoever answers first decides. */
  votes?: Together<Args>;
  /** A reply in the thread that is exactly an answer. */
  reply(args: Args, text: string): PlainReply | null;
}

/** A function with the arguments of one call. */
export interface Bound {
  name: string;
  risk: "low" | "high";
  textOf: string | null;
  hasDefaults: boolean;
  words: { question: string; silenceMeans: string };
  about: string;
  form(verb: string, look: FormLook): AskForm | null;
  parse(verb: string, values: Record<string, string>): Parsed;
  shown(call: HumanCall, look: CardLook): Shown | null;
  settled(call: HumanCall, texts: SettledTexts): Shown | null;
  fact(outcome: CallOutcome): FactData;
  did(outcome: CallOutcome): string;
  told(outcome: CallOutcome): Told[];
  gave(outcome: CallOutcome): Gave | null;
  stops(outcome: CallOutcome): string | null;
  votes: {
    need: number | null;
    digest: string;
    ballotOf(outcome: CallOutcome): Ballot | null;
    outcome(votes: Vote[], isYes: boolean): CallOutcome;
  } | null;
  reply(text: string): PlainReply | null;
}

/** The name under which a call's function is declared. */
export function functionName(args: CallArgs): string {
  return args.fn === "declared" ? args.name : args.fn;
}

/** The answer to a verb that this function does not have. */
export function unknownVerb(verb: string): Parsed {
  return { ok: false, errors: { "": `"${verb}" is not possible here.` }, isUnknown: true };
}
