import { z } from "zod";
import { FormField } from "./form-field.js";

/** What a task does: read one source, look something up in what was read, or ask a person. */
export const TaskKind = z.enum(["read", "research", "ask"]);
export type TaskKind = z.infer<typeof TaskKind>;

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
  /** For `ask`: whom (a name or `requester`) and what. */
  who: z.string().nullable().default(null),
  fields: z.array(FormField).max(6).default([]),
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
