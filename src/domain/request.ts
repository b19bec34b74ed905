import { z } from "zod";

/** A file somebody attached to a request. */
export const FileRef = z.object({
  id: z.string(),
  name: z.string(),
  mimetype: z.string(),
  sizeBytes: z.number().int().nonnegative(),
  url: z.string(),
});
export type FileRef = z.infer<typeof FileRef>;

/** How a request came in. */
export const RequestVia = z.enum([
  "mention",
  "dm",
  "shortcut",
  "command",
  "redo",
  "ask_again",
  "restart",
  "schedule",
]);
export type RequestVia = z.infer<typeof RequestVia>;

/** What a person asked, normalised. `text` has the bot's own mention removed. */
export const Request = z.object({
  id: z.string(),
  team: z.string(),
  channel: z.string(),
  /** Root of the thread in which the answer goes. */
  threadTs: z.string(),
  /** The message that asked: the dedupe key, and where 👀 and ✅ go. */
  messageTs: z.string(),
  userId: z.string(),
  via: RequestVia,
  isDm: z.boolean(),
  text: z.string(),
  files: z.array(FileRef),
  /** For a redo: the run it changes, and its result. */
  parentRunId: z.string().nullable(),
  /** For a restart: the run that could not go on, whose answers are known. */
  restartOf: z.string().nullish(),
  receivedAt: z.coerce.date(),
});
export type Request = z.infer<typeof Request>;
