import type { z } from "zod";
import { FileRef } from "../../domain/request.js";
import type { Incoming, NativeStop } from "../../domain/incoming.js";
import {
  ChangedEvent,
  DeletedEvent,
  EventEnvelope,
  HomeOpenedEvent,
  MessageEvent,
  SessionStoppedEvent,
} from "./envelope.js";

/** Who we are in this workspace. */
export interface Self {
  team: string;
  botUserId: string;
  botId: string;
}

/** What an event means for us; null: it is nobody's business of ours, and nothing is kept of it. */
export type EventMeaning =
  | { kind: "message"; incoming: Incoming }
  | { kind: "deleted"; team: string; channel: string; ts: string }
  | { kind: "opened"; tab: "home" | "messages"; team: string; userId: string; channel: string }
  | { kind: "stopped"; stopped: NativeStop };

/**
 * Reads an event body. Messages of bots, of ourselves, edits without a new text and everything that neither
 * mentions us nor stands in a thread are dropped here, before anything is stored, queued or logged.
 */
export function readEvent(body: unknown, self: Self): EventMeaning | null {
  const envelope = EventEnvelope.safeParse(body);
  if (!envelope.success || envelope.data.team_id !== self.team) return null;
  const { event, team_id: team } = envelope.data;
  const opened = HomeOpenedEvent.safeParse(event);
  if (opened.success) {
    const { tab, user, channel } = opened.data;
    if (tab !== "messages" && tab !== "home") return null;
    return { kind: "opened", tab, team, userId: user, channel };
  }
  const stopped = SessionStoppedEvent.safeParse(event);
  if (stopped.success) {
    const { channel, user, thread_ts, event_ts } = stopped.data;
    const key = envelope.data.event_id ?? event_ts ?? "";
    return { kind: "stopped", stopped: { key, team, channel, threadTs: thread_ts, userId: user } };
  }
  const deleted = DeletedEvent.safeParse(event);
  if (deleted.success) return { kind: "deleted", team, ...deleted.data };
  const message = messageOf(event);
  if (!message) return null;
  const incoming = incomingOf(message.event, message.edited, team, self);
  return incoming ? { kind: "message", incoming } : null;
}

const PLAIN_SUBTYPES = new Set([undefined, "file_share", "thread_broadcast"]);

function messageOf(event: unknown): { event: MessageEvent; edited: boolean } | null {
  const changed = ChangedEvent.safeParse(event);
  if (changed.success) {
    const { message, previous_message: before, channel, channel_type } = changed.data;
    // Slack also says "changed" when it adds a link preview: only a new text is an edit.
    if (message.text === before?.text) return null;
    if (!PLAIN_SUBTYPES.has(message.subtype)) return null;
    return { event: { ...message, type: "message", channel, channel_type }, edited: true };
  }
  const plain = MessageEvent.safeParse(event);
  if (!plain.success || !PLAIN_SUBTYPES.has(plain.data.subtype)) return null;
  return { event: plain.data, edited: plain.data.edited !== undefined };
}

function incomingOf(
  event: MessageEvent,
  edited: boolean,
  team: string,
  self: Self,
): Incoming | null {
  if (event.bot_id || !event.user || event.user === self.botUserId) return null;
  const isDm = event.channel_type === "im" || event.channel.startsWith("D");
  const mention = `<@${self.botUserId}>`;
  const mentioned = event.type === "app_mention" || event.text.includes(mention);
  const threadTs =
    event.thread_ts !== undefined && event.thread_ts !== event.ts ? event.thread_ts : null;
  if (!isDm && !mentioned && threadTs === null) return null;
  return {
    kind: isDm ? "dm" : mentioned ? "mention" : "reply",
    edited,
    team,
    channel: event.channel,
    ts: event.ts,
    threadTs,
    userId: event.user,
    text: event.text.replaceAll(mention, " ").replace(/ {2,}/g, " ").trim(),
    files: filesOf(event.files),
    isDm,
  };
}

function filesOf(files: z.infer<typeof MessageEvent>["files"]): FileRef[] {
  return (files ?? []).map((file) => ({
    id: file.id,
    name: file.name ?? file.title ?? "file",
    mimetype: file.mimetype ?? "application/octet-stream",
    sizeBytes: file.size ?? 0,
    url: file.url_private_download ?? file.url_private ?? "",
  }));
}
