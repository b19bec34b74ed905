import { z } from "zod";
import { canYou, dayInWords } from "./can-you.js";
import { declareFunction } from "./declare.js";

/** What somebody is to do outside Fermata, and by when it is wanted. */
export const AssignArgs = z.object({
  /** e.g. `Call Norda back about the refund` */
  task: z.string().min(1).max(200),
  /** What they need to know for it; may be empty. */
  details: z.string().max(1000).default(""),
  /** The day it is wanted by, `2026-12-01`, or null. */
  dueOn: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .nullable()
    .default(null),
});
export type AssignArgs = z.infer<typeof AssignArgs>;

/** Done with what came of it, or handed back with a reason. */
export const AssignResult = z.discriminatedUnion("how", [
  z.object({ how: z.literal("done"), result: z.string().max(3000) }),
  z.object({ how: z.literal("handed_back"), reason: z.string().min(1).max(1000) }),
]);
export type AssignResult = z.infer<typeof AssignResult>;

/** `assign`: a person does a task and marks it done with a result, or hands it back. */
export const assign = declareFunction<AssignArgs, AssignResult>({
  name: "assign",
  args: AssignArgs,
  result: AssignResult,
  risk: "low",
  card: (args) => ({
    question: canYou(args.task),
    parts: args.details === "" ? [] : [{ kind: "text", markdown: args.details }],
    notes: args.dueOn === null ? [] : [`Wanted by ${dayInWords(args.dueOn)}.`],
    buttons: [
      { verb: "done", label: "Mark as done", style: "primary" },
      { verb: "handback", label: "Hand back" },
    ],
    silenceMeans: "the result says that it is open",
  }),
  verbs: {
    done: {
      form: (args) => ({
        title: "Done",
        submit: "Mark as done",
        parts: [{ kind: "ask", text: canYou(args.task) }],
        fields: [
          {
            name: "result",
            label: "What came of it?",
            type: "long_text",
            optional: true,
            focus: true,
          },
        ],
        foot: ["The job goes on with what you write."],
      }),
      read: (_args, values) => {
        const result = (values["result"] ?? "").trim();
        if (result.length > 3000) return { errors: { result: "At most 3000 characters." } };
        return { result: { how: "done", result } };
      },
    },
    handback: {
      form: (args) => ({
        title: "Hand back",
        submit: "Hand back",
        parts: [{ kind: "ask", text: canYou(args.task) }],
        fields: [{ name: "reason", label: "Why not?", type: "long_text", focus: true, max: 1000 }],
        foot: ["The person who asked reads your reason."],
      }),
      read: (_args, values) => {
        const reason = (values["reason"] ?? "").trim();
        if (reason === "") return { errors: { reason: "Write a few words, please." } };
        if (reason.length > 1000) return { errors: { reason: "At most 1000 characters." } };
        return { result: { how: "handed_back", reason } };
      },
    },
  },
  settled(args, result, by) {
    if (result === null) return { headline: "Nobody did this", notes: [args.task] };
    return result.how === "done"
      ? {
          headline: `${by} did this: ${args.task}`,
          parts: result.result === "" ? [] : [{ kind: "text", markdown: result.result }],
        }
      : {
          headline: `${by} handed this back: ${args.task}`,
          parts: [{ kind: "text", markdown: result.reason }],
        };
  },
  told: (args, result) => [
    {
      question: args.task,
      answer: result.how === "done" ? result.result || "done" : `not done: ${result.reason}`,
    },
  ],
  plan: {
    hint: "somebody does something that you cannot, and says what came of it. `what`: the deed, as an order (“call Norda back”). `dueOn`: the day, if the goal names one.",
    args: ({ what, dueOn }) => ({
      task: what,
      dueOn: dueOn !== null && /^\d{4}-\d{2}-\d{2}$/u.test(dueOn) ? dueOn : null,
    }),
  },
  did: (result) => (result.how === "done" ? "marked this as done" : "handed this back"),
  fact: (result) => ({ how: result.how }),
});
