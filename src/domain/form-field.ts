import { z } from "zod";

/** The name of a field that asks who approves: its number is the place of the unclear name. */
export const APPROVER_FIELD = /^approver_(\d+)$/u;

/** One field of a question form; `default` is the answer that is filled in. */
export const FormField = z.object({
  name: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
  label: z.string().min(1).max(150),
  type: z.enum(["text", "long_text", "number", "date", "time", "person", "channel", "options"]),
  options: z
    .array(z.object({ label: z.string().min(1).max(75), value: z.string().trim().min(1).max(75) }))
    .max(10)
    .default([]),
  default: z.string().max(3000).nullable().default(null),
  hint: z.string().max(300).default(""),
  optional: z.boolean().default(false),
});
export type FormField = z.infer<typeof FormField>;
