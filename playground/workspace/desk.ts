import type { Args } from "./args.js";
import type { EventFeed } from "./events.js";
import type { JsonObject } from "./json.js";
import type { Tier } from "./rates.js";
import { SlackRefusal } from "./refusal.js";
import type { Triggers } from "./triggers.js";
import type { Channel } from "./types.js";
import type { World } from "./world.js";

/** What the Web API methods work with. */
export interface Desk {
  world: World;
  feed: EventFeed;
  triggers: Triggers;
  /** Block types this workspace pretends not to know. */
  refusedBlocks: readonly string[];
  /** Whether the app asked for this bot event. */
  subscribed(event: string): boolean;
  /** Where this server is reachable, without a slash at the end. */
  origin(): string;
  /** The same for whoever downloads a file. */
  filesOrigin(): string;
  linkUrl(): string;
  /** Uploads that have a URL but are not completed yet, by file id. */
  uploads: Map<string, { name: string; content: Buffer | undefined }>;
}

/** One Web API method: which scope it needs, how often it may be called, what it does. */
export interface Method {
  tier: Tier;
  token?: "app";
  scope?: string | ((args: Args, desk: Desk) => string | string[]);
  run(args: Args, desk: Desk): JsonObject;
}

/** The kind of a channel as scopes name it. */
export function scopeKind(channel: Channel | undefined): "channels" | "groups" | "im" {
  if (channel?.isDm) return "im";
  return channel?.isPrivate ? "groups" : "channels";
}

/** The channel the bot can see; private ones it is not in do not exist for it. */
export function visibleChannel(desk: Desk, id: string): Channel {
  const channel = desk.world.channel(id);
  const member = channel?.members.includes(desk.world.state.bot.userId);
  if (!channel || (channel.isPrivate && !member)) throw new SlackRefusal("channel_not_found");
  return channel;
}

/** The channel the bot is in; refuses with `not_in_channel` otherwise. */
export function joinedChannel(desk: Desk, id: string): Channel {
  const channel = visibleChannel(desk, id);
  if (!channel.members.includes(desk.world.state.bot.userId))
    throw new SlackRefusal("not_in_channel");
  return channel;
}

/** One page of a list; the cursor is opaque, as in Slack. */
export function page<T>(
  items: T[],
  args: Args,
  defaultLimit: number,
): { items: T[]; next: string } {
  const limit = Math.min(1000, Math.max(1, args.number("limit", defaultLimit)));
  const cursor = args.text("cursor") ?? "";
  const start =
    cursor === "" ? 0 : Number(Buffer.from(cursor, "base64").toString("utf8").replace("next:", ""));
  if (!Number.isInteger(start) || start < 0 || start > items.length)
    throw new SlackRefusal("invalid_cursor");
  const end = start + limit;
  return {
    items: items.slice(start, end),
    next: end < items.length ? Buffer.from(`next:${end}`).toString("base64") : "",
  };
}
