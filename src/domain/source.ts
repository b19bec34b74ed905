import { z } from "zod";

/** Where a document came from. `n` is its number in the result's source list. */
export const Source = z.object({
  n: z.number().int().positive(),
  kind: z.enum(["thread", "channel", "page", "file", "person", "result"]),
  /** What people read, e.g. `this thread`, `#support`, `acme.example/launch`, `support-rota.csv`. */
  label: z.string(),
  /** Where it can be opened, if anywhere. */
  url: z.string().nullable(),
  /** What was read and how old it is, e.g. `12 messages, today`. */
  note: z.string(),
});
export type Source = z.infer<typeof Source>;

/** One checkable statement with where it stands. */
export const Claim = z.object({
  id: z.string(),
  /** What it is about, in a few words, e.g. `launch date`. */
  topic: z.string(),
  text: z.string(),
  /** The bare value where there is one, e.g. `Tuesday 1 December`. */
  value: z.string().nullable(),
  /** Words that stand in the document exactly like this. */
  excerpt: z.string(),
  by: z.string().nullable(),
  date: z.string().nullable(),
  sourceN: z.number().int().positive(),
});
export type Claim = z.infer<typeof Claim>;
