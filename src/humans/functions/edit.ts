import { z } from "zod";
import { canYou } from "./can-you.js";
import { declareFunction } from "./declare.js";

/** A text that somebody is to improve: exactly the artifact. */
export const EditArgs = z.object({
  artifactId: z.string(),
  /** sha-256 of the exact text. */
  digest: z.string(),
  /** Its beginning, Markdown. */
  excerpt: z.string(),
  /** What is wanted, as an order: `rewrite the intro`. */
  instruction: z.string().min(1).max(300),
});
export type EditArgs = z.infer<typeof EditArgs>;

/** Their version, kept as an artifact, or that nothing had to be changed. */
export const EditResult = z.discriminatedUnion("how", [
  z.object({ how: z.literal("edited"), artifactId: z.string(), digest: z.string() }),
  z.object({ how: z.literal("left") }),
]);
export type EditResult = z.infer<typeof EditResult>;

/** `edit`: a person returns the text improved. */
export const edit = declareFunction<EditArgs, EditResult>({
  name: "edit",
  args: EditArgs,
  result: EditResult,
  risk: "low",
  textOf: (args) => args.artifactId,
  card: (args) => ({
    question: canYou(args.instruction),
    parts: [{ kind: "text", markdown: args.excerpt, all: true }],
    buttons: [
      { verb: "edit", label: "Edit the text", style: "primary" },
      { verb: "done", label: "Leave it as it is" },
    ],
    silenceMeans: "it goes on as it is, and the result says so",
  }),
  verbs: {
    edit: {
      form: (args, look) => ({
        title: "Edit",
        submit: "Save",
        parts: [{ kind: "ask", text: canYou(args.instruction) }],
        fields: [
          { name: "text", label: "The text", type: "long_text", default: look.text, whole: true },
        ],
        foot: ["Your version is checked once more, and what you write stands as your word."],
      }),
      read: (args, values) => {
        const text = values["text"] ?? "";
        if (text.trim() === "") return { errors: { text: "The text is empty. Write it, please." } };
        return {
          keep: text,
          as: (kept) =>
            kept.digest === args.digest ? { how: "left" } : { how: "edited", ...kept },
        };
      },
    },
    done: { read: () => ({ result: { how: "left" } }) },
  },
  settled(args, result, by, texts) {
    const excerpt = [{ kind: "text" as const, markdown: texts.excerpt ?? args.excerpt }];
    if (result === null) return { headline: "Nobody edited this", parts: excerpt };
    if (result.how === "left") return { headline: `${by} left it as it is`, parts: excerpt };
    return {
      headline: `${by} edited this`,
      parts: texts.edit ? [{ kind: "changes", edit: texts.edit }] : excerpt,
      notes: [`${by}'s version is checked once more.`],
    };
  },
  told: () => [],
  gave: (args, result) =>
    result.how === "edited"
      ? {
          kind: "text",
          artifactId: result.artifactId,
          digest: result.digest,
          label: args.instruction,
        }
      : null,
  plan: {
    hint: "somebody improves the finished draft before anybody else gets it. `what`: what to do with it, as an order (“rewrite the intro”).",
    onDraft: true,
    args: (asked, job) =>
      job.text && { ...job.text, instruction: asked.what || "improve the text" },
  },
  did: (result) => (result.how === "edited" ? "edited this" : "left this as it is"),
  fact: (result) => ({ digest: result.how === "edited" ? result.digest : "" }),
});
