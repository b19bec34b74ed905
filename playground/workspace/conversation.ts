import { afterMessage } from "./agent-view.js";
import type { EventFeed } from "./events.js";
import type { JsonObject } from "./json.js";
import { pingsOf } from "./pings.js";
import { SlackRefusal } from "./refusal.js";
import type { Message } from "./types.js";
import type { World } from "./world.js";

/** Stores a new message, keeps its thread's counters, notes whom it pings and tells the app. */
export function addMessage(
  world: World,
  feed: EventFeed,
  channelId: string,
  draft: Omit<Message, "type" | "ts">,
): Message {
  const message: Message = { type: "message", ...draft, ts: world.nextTs() };
  const messages = world.messagesIn(channelId);
  const root =
    message.thread_ts === undefined ? undefined : world.message(channelId, message.thread_ts);
  if (root) {
    root.thread_ts = root.ts;
    if (root.user !== undefined) message.parent_user_id = root.user;
  }
  messages.push(message);
  afterMessage(world, channelId, message);
  if (root) recount(world, channelId, root);
  world.state.pings.push(...pingsOf(world, channelId, message));
  const author = message.user;
  if (author !== undefined) (world.state.read[author] ??= {})[channelId] = message.ts;
  world.touch();
  feed.posted(channelId, message);
  return message;
}

function recount(world: World, channelId: string, root: Message): void {
  const replies = world
    .messagesIn(channelId)
    .filter((other) => other.thread_ts === root.ts && other.ts !== root.ts);
  if (replies.length === 0) {
    delete root.reply_count;
    delete root.reply_users;
    delete root.reply_users_count;
    delete root.latest_reply;
    delete root.thread_ts;
    return;
  }
  const users = [...new Set(replies.map((reply) => reply.user ?? reply.bot_id ?? ""))];
  root.reply_count = replies.length;
  root.reply_users = users;
  root.reply_users_count = users.length;
  root.latest_reply = replies.at(-1)?.ts ?? root.ts;
}

/** Changes a message in place and tells the app what it was before. */
export function changeMessage(
  world: World,
  feed: EventFeed,
  channelId: string,
  message: Message,
  change: (message: Message) => void,
  by: string,
): void {
  const before = structuredClone(message);
  change(message);
  message.edited = { user: by, ts: world.nextTs() };
  world.touch();
  feed.changed(channelId, message, before);
}

/** Removes a message; the root of a thread with replies leaves a tombstone. */
export function removeMessage(
  world: World,
  feed: EventFeed,
  channelId: string,
  message: Message,
): void {
  const before = structuredClone(message);
  const messages = world.messagesIn(channelId);
  const index = messages.indexOf(message);
  if (message.reply_count) {
    const stone: Message = {
      type: "message",
      subtype: "tombstone",
      user: "USLACKBOT",
      text: "This message was deleted.",
      ts: message.ts,
      hidden: true,
      ...(message.thread_ts === undefined ? {} : { thread_ts: message.thread_ts }),
      reply_count: message.reply_count,
      reply_users: message.reply_users ?? [],
      latest_reply: message.latest_reply ?? message.ts,
    };
    messages[index] = stone;
    world.touch();
    // A thread's first message with replies is not deleted for apps: it changes into its tombstone.
    return feed.changed(channelId, stone, before);
  }
  messages.splice(index, 1);
  const root =
    message.thread_ts === undefined ? undefined : world.message(channelId, message.thread_ts);
  if (root && root.ts !== message.ts) recount(world, channelId, root);
  world.touch();
  feed.deleted(channelId, before);
}

/** Adds a person's reaction; the same one twice is refused. */
export function addReaction(
  world: World,
  feed: EventFeed,
  at: { channel: string; message: Message; user: string; name: string },
): void {
  const reactions = (at.message.reactions ??= []);
  const found = reactions.find((reaction) => reaction.name === at.name);
  if (found?.users.includes(at.user)) throw new SlackRefusal("already_reacted");
  if (found) {
    found.users.push(at.user);
    found.count = found.users.length;
  } else {
    reactions.push({ name: at.name, users: [at.user], count: 1 });
  }
  world.touch();
  feed.reaction("reaction_added", at);
}

/** Takes a person's reaction away; one that is not there is refused. */
export function dropReaction(
  world: World,
  feed: EventFeed,
  at: { channel: string; message: Message; user: string; name: string },
): void {
  const reactions = at.message.reactions ?? [];
  const found = reactions.find((reaction) => reaction.name === at.name);
  if (!found?.users.includes(at.user)) throw new SlackRefusal("no_reaction");
  found.users = found.users.filter((user) => user !== at.user);
  found.count = found.users.length;
  const left = reactions.filter((reaction) => reaction.count > 0);
  if (left.length > 0) at.message.reactions = left;
  else delete at.message.reactions;
  world.touch();
  feed.reaction("reaction_removed", at);
}

/** A person's or bot's shape of one message for the Web API: metadata only when asked for. */
export function asApiMessage(message: Message, includeMetadata: boolean): JsonObject {
  const { metadata, ...rest } = structuredClone(message) as Message & JsonObject;
  return includeMetadata && metadata ? { ...rest, metadata } : rest;
}
