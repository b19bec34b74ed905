import { z } from "zod";
import { Named } from "./person.js";

const instant = z.string();

/** What becomes of an approved post, for the first line of the approval's card and of the result. */
export const PostedShown = z.object({
  channelName: z.string(),
  state: z.enum([
    "window",
    "undone",
    "posting",
    "posted",
    "not_posted",
    "taking_down",
    "taken_down",
  ]),
  /** Seconds in which it can be taken back. */
  seconds: z.number(),
  /** The post in Slack. */
  url: z.string().nullable(),
  /** Why it was not posted, or not taken down, as sentences. */
  why: z.string(),
  /** Who took it back or down, and when. */
  by: Named.nullable(),
  at: instant,
});
export type PostedShown = z.infer<typeof PostedShown>;

/** The approved text in another channel. */
export const PostShown = z.object({
  kind: z.literal("post"),
  runId: z.string(),
  title: z.string(),
  bodyMarkdown: z.string(),
  requester: Named,
  approver: Named,
  /** Nobody was asked: a rule of the operator let it go. */
  byRule: z.boolean().optional(),
  practice: z.boolean(),
});

/** A message of ours that shall be gone. */
export const DeleteItem = z.object({
  type: z.literal("delete"),
  opKey: z.string(),
  runId: z.string().nullable(),
  channel: z.string(),
  messageTs: z.string(),
});
export type DeleteItem = z.infer<typeof DeleteItem>;
