import { createHash } from "node:crypto";
import type { z } from "zod";
import type { AskCardInput, SettledCardInput } from "../../domain/ask-card.js";
import { AskCard, SettledCard } from "../../domain/ask-card.js";
import type { AskFormInput } from "../../domain/ask-form.js";
import { DeclaredArgs, type Gave } from "../../domain/human-call.js";
import { type CallOutcome, DeclaredResult } from "../../domain/call-outcome.js";
import type { PlannedAsk } from "../../domain/task.js";
import type { Ballot, Vote } from "../../domain/vote.js";
import { openBase, settledBase } from "./card-base.js";
import { voteLines } from "../votes-words.js";
import { humanFunction } from "./catalogue.js";
import {
  type FormLook,
  type HumanFunctionDef,
  type Kept,
  type PlainReply,
  type PlanJob,
  type SettledTexts,
  type Together,
  type Told,
  unknownVerb,
} from "./human-function.js";

/** What a form gave: a result, a text to keep before there is one, a vote, or what is wrong with which field. */
export type Answered<Result> =
  | { result: Result }
  | { keep: string; as: (kept: Kept) => Result }
  | { ballot: Ballot }
  | { errors: Record<string, string> };

/** A verb that people have: a form that it opens, if any, and how what they gave is read. */
export interface Verb<Args, Result> {
  form?(args: Args, look: FormLook): AskFormInput;
  read(args: Args, values: Record<string, string>): Answered<Result>;
}

/** The whole of a human function: all that is not said here follows from it. */
export interface Declaration<Args, Result> {
  /** One word; the action ids of its card are `call.<verb>`. */
  name: string;
  args: z.ZodType<Args>;
  result: z.ZodType<Result>;
  risk: "low" | "high" | ((args: Args) => "low" | "high");
  /** What silence goes on with; left out: silence is no. */
  onSilence?(args: Args): Result;
  /** The artifact behind *Read all*, if there is one. */
  textOf?(args: Args): string | null;
  card(args: Args): AskCardInput;
  verbs: Record<string, Verb<Args, Result>>;
  /** What the card says when it was answered, or (`result` null) when nobody did. */
  settled(args: Args, result: Result | null, by: string, texts: SettledTexts): SettledCardInput;
  /** What the job learns. */
  told(args: Args, result: Result): Told[];
  /** What the answer brought that the job can read. */
  gave?(args: Args, result: Result): Gave | null;
  /** How a plan asks with it: `args` from a task's entries, null where they do not do. */
  plan?: {
    hint: string;
    onDraft?: boolean;
    /** For `onDraft`: why the draft is not released then; `result` null: nobody answered. */
    stops?(result: Result | null): string | null;
    args(asked: PlannedAsk, job: PlanJob): unknown;
  };
  /** What somebody did, after their name: `handed it back`. In our own words only: the ledger keeps it. */
  did(result: Result): string;
  /** Counts and digests for the ledger. */
  fact(result: Result): Record<string, string | number | boolean>;
  reply?(args: Args, text: string): PlainReply | null;
  /** Several decide together: how many must say yes, and what comes of the votes that count, oldest first. */
  votes?: {
    need(args: Args): number;
    result(args: Args, votes: Vote[], isYes: boolean): Result;
  };
}

/** Declares a human function: from this one value come card, form, field errors, fact, reminder and resume value. */
export function declareFunction<Args, Result>(
  given: Declaration<Args, Result>,
): HumanFunctionDef<Args> {
  const resultOf = (outcome: CallOutcome | null): Result | null =>
    outcome?.verb === "declared" ? given.result.parse(JSON.parse(outcome.data)) : null;
  const asOutcome = (result: Result): CallOutcome => ({
    verb: "declared",
    name: given.name,
    data: JSON.stringify(given.result.parse(result)),
  });
  const { risk, plan } = given;
  return humanFunction<Args>({
    name: given.name,
    args: given.args,
    outcome: DeclaredResult,
    risk: typeof risk === "function" ? risk : () => risk,
    textOf: (args) => given.textOf?.(args) ?? null,
    hasDefaults: () => given.onSilence !== undefined,
    words(args) {
      const { question, silenceMeans } = AskCard.parse(given.card(args));
      return { question, silenceMeans };
    },
    form: (args, verb, look) => own(given.verbs, verb)?.form?.(args, look) ?? null,
    parse(args, verb, values) {
      const answered = own(given.verbs, verb)?.read(args, values);
      if (answered === undefined) return unknownVerb(verb);
      if ("errors" in answered) return { ok: false, errors: answered.errors };
      if ("ballot" in answered) return { ok: true, ballot: answered.ballot };
      if ("result" in answered) return { ok: true, outcome: asOutcome(answered.result) };
      return { ok: true, keep: answered.keep, as: (kept) => asOutcome(answered.as(kept)) };
    },
    shown: (call, args, look) => ({
      ...openBase(call),
      kind: "ask",
      requester: look.requester,
      others: call.others,
      silence: call.silence,
      practice: look.practice,
      ...AskCard.parse(given.card(args)),
    }),
    settled(call, args, texts) {
      const card = AskCard.parse(given.card(args));
      const result = resultOf(call.outcome);
      return {
        ...settledBase(call),
        kind: "ask_settled",
        question: card.question,
        canRead: (given.textOf?.(args) ?? null) !== null,
        ...(call.status === "cancelled"
          ? { headline: "No longer needed", parts: [], notes: [] }
          : withVotes(
              SettledCard.parse(
                given.settled(args, result, call.decidedBy?.name ?? "Nobody", texts),
              ),
              result === null ? (texts.votes ?? []) : [],
            )),
      };
    },
    fact(outcome) {
      const result = resultOf(outcome);
      if (result === null) return { verb: outcome.verb };
      return { ...given.fact(result), verb: given.name, did: given.did(result) };
    },
    did(outcome) {
      const result = resultOf(outcome);
      return result === null ? "answered this" : given.did(result);
    },
    told(args, outcome) {
      const result =
        outcome.verb === "silence" ? (given.onSilence?.(args) ?? null) : resultOf(outcome);
      return result === null ? [] : given.told(args, result);
    },
    gave(args, outcome) {
      const result = resultOf(outcome);
      return result === null ? null : (given.gave?.(args, result) ?? null);
    },
    stops: (_args, outcome) => plan?.stops?.(resultOf(outcome)) ?? null,
    ...(plan && {
      plan: {
        hint: plan.hint,
        onDraft: plan.onDraft ?? false,
        call(asked, job) {
          const args = given.args.safeParse(plan.args(asked, job));
          if (!args.success) return null;
          return DeclaredArgs.parse({
            fn: "declared",
            name: given.name,
            title: job.title,
            data: JSON.stringify(args.data),
          });
        },
      },
    }),
    reply: (args, text) => given.reply?.(args, text) ?? null,
    ...(given.votes && { votes: together(given, given.votes, asOutcome) }),
  });
}

/** A verb comes from outside: only what the declaration itself names counts. */
function own<T>(verbs: Record<string, T>, verb: string): T | undefined {
  return Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
}

/** How a declared function counts: its answers are votes already, on exactly these arguments. */
function together<Args, Result>(
  given: Declaration<Args, Result>,
  votes: NonNullable<Declaration<Args, Result>["votes"]>,
  asOutcome: (result: Result) => CallOutcome,
): Together<Args> {
  return {
    need: (args) => votes.need(args),
    ballotOf: () => null,
    // As parsed, its names come in the order of the schema.
    digest: (args) =>
      createHash("sha256")
        .update(JSON.stringify(given.args.parse(args)))
        .digest("hex"),
    outcome: (args, cast, isYes) => asOutcome(votes.result(args, cast, isYes)),
  };
}

/** What was said by those who did answer, on the card of one that too few answered. */
function withVotes(card: SettledCard, votes: Vote[]): SettledCard {
  if (votes.length === 0) return card;
  return {
    ...card,
    parts: [...card.parts, { kind: "list", label: "Votes", items: voteLines(votes) }],
  };
}
