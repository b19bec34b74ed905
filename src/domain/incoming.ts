import { z } from "zod";
import { FileRef } from "./request.js";

/** A message that may concern Fermata, with Slack's shapes left behind. */
export const Incoming = z.object({
  /** `mention`: the bot is named; `dm`: a direct message; `reply`: a thread message without a mention. */
  kind: z.enum(["mention", "dm", "reply"]),
  /** Whether the message was edited after it was sent. */
  edited: z.boolean(),
  team: z.string(),
  channel: z.string(),
  ts: z.string(),
  /** The thread's root if the message stands in a thread. */
  threadTs: z.string().nullable(),
  userId: z.string(),
  /** The bot's own mention is removed. */
  text: z.string(),
  files: z.array(FileRef),
  isDm: z.boolean(),
});
export type Incoming = z.infer<typeof Incoming>;

/** Slack's own Stop, pressed by a person on a thread's session; `key` is the same for a redelivery. */
export const NativeStop = z.object({
  key: z.string(),
  team: z.string(),
  channel: z.string(),
  threadTs: z.string(),
  userId: z.string(),
});
export type NativeStop = z.infer<typeof NativeStop>;
