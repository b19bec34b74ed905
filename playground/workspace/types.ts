import type { BrowserEphemeral, BrowserMessage, BrowserView } from "./browser-contract.js";
import type { Json, JsonObject } from "./json.js";

/** A message as it is stored and shown, in Slack's shape. */
export type Message = BrowserMessage & { attachments?: JsonObject[]; hidden?: boolean };
/** A message shown to one person. */
export type Ephemeral = BrowserEphemeral;
/** A modal or home tab; `state` holds what was last typed, `owner` who sees it. */
export type View = BrowserView & { state: { values: JsonObject } };

/** A person, a bot's user or somebody from another company. */
export interface Person {
  id: string;
  name: string;
  realName: string;
  title: string;
  tz: string;
  color: string;
  teamId: string;
  botId?: string;
  isAdmin?: boolean;
  /** A guest invited to several channels (`is_restricted`). */
  isGuest?: boolean;
  isDeleted?: boolean;
  isStranger?: boolean;
  /** What they say about themselves, e.g. that they are away. */
  status?: { emoji: string; text: string };
}

/** A channel or direct message. */
export interface Channel {
  id: string;
  name: string;
  topic: string;
  isPrivate: boolean;
  isDm: boolean;
  isArchived: boolean;
  members: string[];
  created: number;
  creator: string;
  /** Shared with another organisation by Slack Connect. */
  isExtShared?: boolean;
}

/** A file with its bytes; `shares` lists where it was posted. */
export interface StoredFile {
  id: string;
  name: string;
  title: string;
  mimetype: string;
  filetype: string;
  size: number;
  user: string;
  created: number;
  contentBase64: string;
  shares: { channel: string; ts: string }[];
  /** It came with a form: the app can see it, though it is posted nowhere. */
  isHandedIn?: boolean;
}

/** What the app says about its work in one thread; people see it at the thread's head. */
export interface AgentSession {
  channel: string;
  threadTs: string;
  status: "active" | "processing" | "suspended" | "closed";
  title: string;
  initiator?: string;
}

/** The line under a thread that says what the app does right now; `atMs` is when it was set. */
export interface StatusLine {
  channel: string;
  threadTs: string;
  status: string;
  loadingMessages: string[];
  atMs: number;
}

/** What the app proposes to write in its direct message. */
export interface SuggestedPrompts {
  channel: string;
  title: string;
  prompts: { title: string; message: string }[];
}

/** One new message that would have made a person's phone buzz. */
export interface Ping {
  user: string;
  channel: string;
  ts: string;
  author: string;
  text: string;
}

/** An event that the bot has not acknowledged yet. */
export interface PendingEvent {
  id: string;
  payload: JsonObject;
  attempt: number;
  reason: string;
}

/** The app that is installed: its ids as Slack would give them. */
export interface BotIdentity {
  userId: string;
  botId: string;
  appId: string;
  name: string;
}

/** A user group; its handle stands for everybody in it. */
export interface UserGroup {
  id: string;
  /** Without the `@`. */
  handle: string;
  name: string;
  users: string[];
  isDisabled?: boolean;
}

/** A workspace as a seed describes it and as it is kept on disk. */
export interface WorldState {
  team: { id: string; name: string; domain: string };
  bot: BotIdentity;
  /** People the page can switch between. */
  playable: string[];
  people: Person[];
  groups?: UserGroup[];
  channels: Channel[];
  messages: Record<string, Message[]>;
  ephemerals: Ephemeral[];
  files: StoredFile[];
  homes: Record<string, View>;
  sessions?: AgentSession[];
  statusLines?: StatusLine[];
  prompts?: SuggestedPrompts[];
  /** Per person and channel, the newest `ts` they have seen. */
  read: Record<string, Record<string, string>>;
  pings: Ping[];
  pending: PendingEvent[];
  /** The last `ts` given out, in microseconds. */
  lastTsMicros: number;
  /** Counts ids given out. */
  lastId: number;
  /** What the page proposes to somebody who opens it for the first time. */
  start?: { channel: string; threadTs?: string; draft: string };
}

/** Where the time comes from. */
export interface Clock {
  now(): Date;
}

/** One Web API call as it was answered; `outcome` is `ok`, an error name, `429` or a fault. */
export interface Call {
  method: string;
  args: Record<string, Json | undefined>;
  at: Date;
  outcome: string;
}
