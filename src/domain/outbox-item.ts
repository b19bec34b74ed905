import { z } from "zod";
import { FileItem } from "./file-item.js";
import { HomeItem } from "./home-shown.js";
import { Shown } from "./shown.js";
import { DeleteItem } from "./shown-post.js";
import { PromptsItem, SessionItem, StatusLineItem } from "./surface-items.js";

/**
 * A row of the outbox: one message (posted once, then edited), one private answer, one reaction, one deletion, or one of Slack's own
 * surfaces: a session, a status line, prompts, a Home.
 */
export const OutboxItem = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("message"),
    /** Names the visible message for ever, e.g. `run_…:status`, `call_…:card`. */
    opKey: z.string(),
    runId: z.string().nullable(),
    channel: z.string(),
    threadTs: z.string().nullable(),
    shown: Shown,
    /** The only people a new post may ping. */
    pings: z.array(z.string()),
  }),
  z.object({
    type: z.literal("ephemeral"),
    opKey: z.string(),
    runId: z.string().nullable(),
    channel: z.string(),
    threadTs: z.string().nullable(),
    userId: z.string(),
    shown: Shown,
  }),
  z.object({
    type: z.literal("reaction"),
    opKey: z.string(),
    runId: z.string().nullable(),
    channel: z.string(),
    messageTs: z.string(),
    name: z.string(),
    on: z.boolean(),
  }),
  SessionItem,
  StatusLineItem,
  PromptsItem,
  HomeItem,
  FileItem,
  DeleteItem,
]);
export type OutboxItem = z.infer<typeof OutboxItem>;
