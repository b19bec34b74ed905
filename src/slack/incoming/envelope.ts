import { z } from "zod";

const file = z.object({
  id: z.string(),
  name: z.string().nullish(),
  title: z.string().nullish(),
  mimetype: z.string().nullish(),
  size: z.number().nullish(),
  url_private_download: z.string().nullish(),
  url_private: z.string().nullish(),
});

/** A message event as Slack sends it, the fields we read. */
export const MessageEvent = z.object({
  type: z.enum(["message", "app_mention"]),
  subtype: z.string().optional(),
  channel: z.string(),
  channel_type: z.string().optional(),
  user: z.string().optional(),
  bot_id: z.string().nullish(),
  team: z.string().optional(),
  ts: z.string(),
  thread_ts: z.string().optional(),
  text: z.string().default(""),
  edited: z.object({ ts: z.string() }).optional(),
  files: z.array(file).optional(),
});
export type MessageEvent = z.infer<typeof MessageEvent>;

/** Somebody changed a message: the new version is inside. */
export const ChangedEvent = z.object({
  type: z.literal("message"),
  subtype: z.literal("message_changed"),
  channel: z.string(),
  channel_type: z.string().optional(),
  message: MessageEvent.omit({ channel: true }).extend({ type: z.string() }),
  previous_message: z.object({ text: z.string().optional() }).optional(),
});

/** Somebody deleted a message; of a thread's first one a tombstone stays. */
export const DeletedEvent = z.union([
  z
    .object({
      type: z.literal("message"),
      subtype: z.literal("message_deleted"),
      channel: z.string(),
      deleted_ts: z.string(),
    })
    .transform((event) => ({ channel: event.channel, ts: event.deleted_ts })),
  z
    .object({
      type: z.literal("message"),
      subtype: z.literal("message_changed"),
      channel: z.string(),
      message: z.object({ subtype: z.literal("tombstone"), ts: z.string() }),
    })
    .transform((event) => ({ channel: event.channel, ts: event.message.ts })),
]);

/** Somebody opened the app's home or its messages. */
export const HomeOpenedEvent = z.object({
  type: z.literal("app_home_opened"),
  user: z.string(),
  channel: z.string(),
  tab: z.string().optional(),
});

/** Somebody pressed Slack's own Stop on the thread's session. */
export const SessionStoppedEvent = z.object({
  type: z.literal("agent_session_stopped"),
  channel: z.string(),
  user: z.string(),
  thread_ts: z.string(),
  event_ts: z.string().optional(),
});

/** The envelope around every event. */
export const EventEnvelope = z.object({
  type: z.literal("event_callback"),
  team_id: z.string(),
  event_id: z.string().optional(),
  event: z.looseObject({ type: z.string() }),
});
