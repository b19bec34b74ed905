import { z } from "zod";
import type { AskFormInput } from "../../domain/ask-form.js";
import { Ballot, type Vote } from "../../domain/vote.js";
import { voteLines } from "../votes-words.js";
import { type Answered, declareFunction } from "./declare.js";

const MOST_REASON = 1_000;
const MOST_NOTE = 300;

/** What is judged, by which points, and how many of how many people must say that it passes. */
export const ReviewArgs = z
  .object({
    /** e.g. `The reply to Norda` */
    title: z.string().min(1).max(150),
    /** What is judged, Markdown; the beginning of it where `artifactId` has the whole. */
    text: z.string().min(1).max(3000),
    artifactId: z.string().nullable().default(null),
    criteria: z.array(z.string().min(1).max(200)).min(1).max(6),
    need: z.number().int().min(1).max(10),
    of: z.number().int().min(1).max(10),
  })
  .refine(({ need, of }) => need <= of, {
    error: "more must say yes than are asked",
    path: ["need"],
  });
export type ReviewArgs = z.infer<typeof ReviewArgs>;

/** What they said together; everybody's reasons are kept. */
export const ReviewResult = z.object({
  passed: z.boolean(),
  votes: z.array(Ballot.extend({ who: z.string() })),
});
export type ReviewResult = z.infer<typeof ReviewResult>;

/** `review`: several people judge by the same points; enough of them decide, and all reasons are kept. */
export const review = declareFunction<ReviewArgs, ReviewResult>({
  name: "review",
  args: ReviewArgs,
  result: ReviewResult,
  risk: "high",
  textOf: (args) => args.artifactId,
  card: (args) => ({
    question: `Does this pass? ${args.title}`,
    parts: [
      { kind: "text", markdown: args.text, all: args.artifactId !== null },
      { kind: "list", label: "Judge it by", items: args.criteria },
    ],
    buttons: [
      { verb: "pass", label: "It passes", style: "primary" },
      { verb: "fail", label: "It does not pass" },
    ],
    silenceMeans: "it does not pass",
  }),
  verbs: {
    pass: {
      form: (args) => form(args, "It passes", { label: "Why?", optional: true }),
      read: (args, values) => readVote(args, values, true),
    },
    fail: {
      form: (args) => form(args, "It does not pass", { label: "Why not?", optional: false }),
      read: (args, values) => readVote(args, values, false),
    },
  },
  votes: {
    need: (args) => args.need,
    result: (_args, votes, passed) => ({ passed, votes: votes.map(saidBy) }),
  },
  settled(args, result, by) {
    if (result === null)
      return {
        headline: "Too few people judged this",
        notes: [`${args.need} of ${args.of} had to say yes.`],
      };
    const { passed, votes } = result;
    const items = voteLines(namedVotes(result));
    const pro = votes.filter((one) => one.isYes).length;
    return {
      headline: `${passed ? "It passed" : "It did not pass"}: ${by} said ${passed ? "yes" : "no"}`,
      parts: [{ kind: "list", label: `${pro} of ${votes.length} said yes`, items }],
    };
  },
  told(args, result) {
    const said = voteLines(namedVotes(result));
    return [
      {
        question: `Does it pass: ${args.title}`,
        answer: `${result.passed ? "It passes" : "It does not pass"}. ${said.join(" ")}`,
      },
    ];
  },
  plan: {
    hint: "several people judge the finished draft by the same points, and enough of them must say yes. `who` and `others`: who judges. `items`: up to six points to judge by. `need`: how many must say yes; null: more than half.",
    onDraft: true,
    stops: (result) =>
      result?.passed ? null : `It did not pass. ${voteLines(namedVotes(result)).join(" ")}`.trim(),
    args({ items, need }, { title, text, asked }) {
      // However the points are written: a draft that is to be judged is never let go without that.
      const points = items.map((one) => one.trim()).filter((one) => one !== "");
      return (
        text && {
          title,
          text: text.excerpt || title,
          artifactId: text.artifactId,
          criteria:
            points.length > 0 ? points.slice(0, 6) : ["It is right, and nothing is missing."],
          need: Math.min(Math.max(1, need ?? Math.floor(asked / 2) + 1), asked),
          of: asked,
        }
      );
    },
  },
  did: ({ passed }) => (passed ? "let this pass" : "did not let this pass"),
  fact: ({ passed }) => ({ passed }),
});

function form(
  args: ReviewArgs,
  title: string,
  reason: { label: string; optional: boolean },
): AskFormInput {
  return {
    title,
    submit: "Send",
    parts: [{ kind: "ask", text: args.title }],
    fields: [
      { name: "reason", type: "long_text", max: MOST_REASON, focus: true, ...reason },
      ...args.criteria.map((about, index) => ({
        name: noteName(index),
        label: about,
        type: "text" as const,
        optional: true,
        max: MOST_NOTE,
      })),
    ],
    foot: ["You can change it until enough have answered. The others see what you said."],
  };
}

function readVote(
  args: ReviewArgs,
  values: Record<string, string>,
  isYes: boolean,
): Answered<ReviewResult> {
  const reason = (values["reason"] ?? "").trim();
  if (!isYes && reason === "")
    return { errors: { reason: "Say in a few words why it does not pass." } };
  if (reason.length > MOST_REASON)
    return { errors: { reason: `At most ${MOST_REASON} characters.` } };
  const notes = args.criteria.flatMap((about, index) => {
    const text = (values[noteName(index)] ?? "").trim().slice(0, MOST_NOTE);
    return text === "" ? [] : [{ about, text }];
  });
  return { ballot: { isYes, reason, notes } };
}

const namedVotes = (result: ReviewResult | null) =>
  (result?.votes ?? []).map((one) => ({ ...one, userName: one.who }));

const noteName = (index: number) => `note_${index + 1}`;

function saidBy({ isYes, notes, reason, userName }: Vote): ReviewResult["votes"][number] {
  return { who: userName, isYes, reason, notes };
}
