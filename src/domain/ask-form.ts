import { z } from "zod";
import { FormField } from "./form-field.js";

/** One field of a form that a human function asks with; its errors come back under its name. */
export const AskField = FormField.extend({
  type: z.enum([...FormField.shape.type.options, "several", "link", "file"]),
  label: z.string().min(1),
  /** More than a model may offer: a choice of ten and "none of these". */
  options: z.array(z.object({ label: z.string().min(1), value: z.string().min(1) })).default([]),
  /** Filled in; of `several` the values, one a line. Text of any length where `whole` is set. */
  default: z.string().nullable().default(null),
  /** A text that may be longer than one of Slack's fields: it is split over as many as it takes, and nothing is cut. */
  whole: z.boolean().default(false),
  placeholder: z.string().default(""),
  /** The cursor starts here. */
  focus: z.boolean().default(false),
  /** At most so many characters of a text. */
  max: z.number().int().min(1).max(3000).default(3000),
  /** For `file`: the endings that are taken, without the dot; none: all. */
  endings: z.array(z.string()).default([]),
});
export type AskField = z.infer<typeof AskField>;

/** What a form says above its fields. */
export const FormPart = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("say"), text: z.string() }),
  /** The question, set off. */
  z.object({ kind: z.literal("ask"), text: z.string() }),
  /** A text that was made, simple Markdown, in full as far as it fits. */
  z.object({ kind: z.literal("body"), markdown: z.string() }),
  /** One side of a question with what speaks for it. */
  z.object({
    kind: z.literal("evidence"),
    label: z.string(),
    quotes: z.array(z.object({ excerpt: z.string(), origin: z.string() })),
  }),
  z.object({ kind: z.literal("list"), label: z.string(), items: z.array(z.string()) }),
]);
export type FormPart = z.infer<typeof FormPart>;

/** A form as data: Slack's view makes a modal of it, with one input block per field. */
export const AskForm = z.object({
  title: z.string().min(1),
  /** What the title goes on with, as far as there is room: the job's name. */
  about: z.string().default(""),
  /** What the button that sends it says. */
  submit: z.string().min(1),
  parts: z.array(FormPart).default([]),
  fields: z.array(AskField).min(1),
  /** Small print under the fields. */
  foot: z.array(z.string()).default([]),
});
export type AskForm = z.infer<typeof AskForm>;
/** A form as a declaration writes it, defaults left out. */
export type AskFormInput = z.input<typeof AskForm>;

/** A file that somebody handed in with a form, as Slack itself describes it. */
export const SeenFile = z.object({ id: z.string(), name: z.string(), bytes: z.number().min(0) });
export type SeenFile = z.infer<typeof SeenFile>;
