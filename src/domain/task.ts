import { z } from "zod";
import { FormField } from "./form-field.js";

/** What a task does: read one source, look something up in what was read, or ask a person. */
export const TaskKind = z.enum(["read", "research", "ask"]);
export type TaskKind = z.infer<typeof TaskKind>;

/** What an `ask` task asks with; one flat form for all functions, so that a model can fill it in. */
export const PlannedAsk = z.object({
  /** The human function; one that is not known, or cannot be asked like this, becomes a plain question. */
  fn: z.string().max(40).default("answer"),
  /** What is wanted of the person, e.g. `call Norda back` or `the price sheet`. */
  what: z.string().max(300).default(""),
  /** Choices, file endings or criteria, as the function has it. */
  items: z.array(z.string().max(200)).max(10).default([]),
  /** For `choose`: whether more than one choice can be taken. */
  several: z.boolean().default(false),
  /** The day it is wanted by, `2026-12-01`, or null. */
  dueOn: z.string().nullable().default(null),
  /** Of several people, how many must agree; null: more than half. */
  need: z.number().int().nullable().default(null),
  fields: z.array(FormField).max(6).default([]),
});
export type PlannedAsk = z.infer<typeof PlannedAsk>;

/** A task as the plan states it. */
export const PlannedTask = z.object({
  id: z.string().min(1).max(40),
  title: z.string().min(1).max(120),
  kind: TaskKind,
  /** For `read`: the id of the source, e.g. `thread`, `link1`, `file1`. */
  source: z.string().nullable().default(null),
  /** Tasks that must be done first. */
  needs: z.array(z.string()).max(20).default([]),
  /** When it counts as done, in a sentence. */
  done: z.string().max(300).default(""),
  /** For `ask`: whom (a name or `requester`), whom besides, and what. */
  who: z.string().nullable().default(null),
  others: z.array(z.string()).max(9).default([]),
  ...PlannedAsk.shape,
});
export type PlannedTask = z.infer<typeof PlannedTask>;

/** How far a task is. */
export const TaskState = z.enum(["todo", "doing", "asking", "done", "failed", "skipped"]);
export type TaskState = z.infer<typeof TaskState>;

/** A place that a task read. */
export const TaskSource = z.object({ url: z.string(), label: z.string() });
export type TaskSource = z.infer<typeof TaskSource>;

/** One line of the status message. */
export const TaskLine = z.object({
  id: z.string(),
  title: z.string(),
  state: TaskState,
  /** What came of it, in a few words, e.g. `12 messages, 9 facts`. */
  note: z.string().default(""),
  /** What it read: where it can be opened, and what people read for that. */
  sources: z.array(TaskSource).optional(),
});
export type TaskLine = z.infer<typeof TaskLine>;
