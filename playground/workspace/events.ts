import { randomBytes } from "node:crypto";
import { asString, type JsonObject } from "./json.js";
import { mentions } from "./pings.js";
import type { AgentSession, Channel, Message } from "./types.js";
import type { World } from "./world.js";

/** What the app hears about the world, in the shape of Slack's Events API. */
export interface EventFeed {
  posted(channelId: string, message: Message): void;
  changed(channelId: string, message: Message, before: Message): void;
  deleted(channelId: string, before: Message): void;
  reaction(
    type: "reaction_added" | "reaction_removed",
    at: { channel: string; message: Message; user: string; name: string },
  ): void;
  joined(channelId: string, user: string, inviter?: string): void;
  /** `members` is who was in it before: somebody who leaves still hears of it. */
  left(channelId: string, user: string, members: readonly string[]): void;
  archived(channelId: string, user: string): void;
  sessionStopped(session: AgentSession, user: string): void;
  homeOpened(user: string, tab: "home" | "messages"): void;
}

/** Wraps an event as Slack sends it; every envelope has its own `event_id`. */
export function eventEnvelope(world: World, event: JsonObject): JsonObject {
  const { team, bot } = world.state;
  return {
    token: "playground-verification-token",
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: null,
    api_app_id: bot.appId,
    event,
    type: "event_callback",
    event_id: `Ev${randomBytes(6).toString("hex").toUpperCase()}`,
    event_time: world.nowSeconds(),
    authorizations: [
      {
        enterprise_id: null,
        team_id: team.id,
        user_id: bot.userId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: world.channel(asString(event["channel"]) ?? "")?.isExtShared === true,
    event_context: `4-${randomBytes(12).toString("hex")}`,
  };
}

function kindOf(channel: Channel): { type: string; subscription: string } {
  if (channel.isDm) return { type: "im", subscription: "message.im" };
  if (channel.isPrivate) return { type: "group", subscription: "message.groups" };
  return { type: "channel", subscription: "message.channels" };
}

/** Builds the feed; `send` gets each envelope, `subscribed` says which bot events the app wants. */
export function createEventFeed(
  world: World,
  subscribed: (name: string) => boolean,
  send: (payload: JsonObject) => void,
): EventFeed {
  const { bot, team } = world.state;
  const deliver = (event: JsonObject): void => send(eventEnvelope(world, event));

  /** The channel, when the app is in it: apps hear nothing of the others. */
  const heard = (channelId: string): Channel | undefined => {
    const channel = world.channel(channelId);
    return channel?.members.includes(bot.userId) ? channel : undefined;
  };
  const plain = (message: Message): JsonObject => structuredClone(message) as Message & JsonObject;
  /** In a channel shared with others, whose organisation the author is of. */
  const teams = (channel: Channel, message: Message): JsonObject => {
    if (!channel.isExtShared) return {};
    const home = world.person(message.user ?? "")?.teamId ?? team.id;
    return { user_team: home, source_team: home };
  };

  const leave = (channelId: string, user: string, members: readonly string[]): void => {
    const channel = world.channel(channelId);
    if (!channel || !members.includes(bot.userId) || !subscribed("member_left_channel")) return;
    deliver({
      type: "member_left_channel",
      user,
      channel: channelId,
      channel_type: channel.isPrivate ? "G" : "C",
      team: team.id,
      event_ts: world.nextTs(),
    });
  };

  const mention = (channel: Channel, message: Message): void => {
    if (channel.isDm || message.bot_id === bot.botId || !subscribed("app_mention")) return;
    if (!mentions(message.text, bot.userId)) return;
    const { subtype: _subtype, ...rest } = plain(message);
    deliver({
      ...rest,
      type: "app_mention",
      team: team.id,
      ...teams(channel, message),
      channel: channel.id,
      event_ts: message.edited?.ts ?? message.ts,
    });
  };

  return {
    posted(channelId, message) {
      const channel = heard(channelId);
      if (!channel) return;
      const kind = kindOf(channel);
      if (subscribed(kind.subscription))
        deliver({
          ...(message.bot_id === undefined ? { client_msg_id: crypto.randomUUID() } : {}),
          ...plain(message),
          team: team.id,
          ...teams(channel, message),
          channel: channelId,
          event_ts: message.ts,
          channel_type: kind.type,
        });
      mention(channel, message);
    },
    changed(channelId, message, before) {
      const channel = heard(channelId);
      if (!channel) return;
      const kind = kindOf(channel);
      const ts = message.edited?.ts ?? world.nextTs();
      if (subscribed(kind.subscription))
        deliver({
          type: "message",
          subtype: "message_changed",
          message: { ...plain(message), source_team: team.id, user_team: team.id },
          previous_message: plain(before),
          channel: channelId,
          hidden: true,
          ts,
          event_ts: ts,
          channel_type: kind.type,
        });
      if (!mentions(before.text, bot.userId)) mention(channel, message);
    },
    deleted(channelId, before) {
      const channel = heard(channelId);
      if (!channel) return;
      const kind = kindOf(channel);
      if (!subscribed(kind.subscription)) return;
      const ts = world.nextTs();
      deliver({
        type: "message",
        subtype: "message_deleted",
        previous_message: plain(before),
        channel: channelId,
        hidden: true,
        deleted_ts: before.ts,
        ts,
        event_ts: ts,
        channel_type: kind.type,
      });
    },
    reaction(type, at) {
      if (!heard(at.channel) || !subscribed(type)) return;
      deliver({
        type,
        user: at.user,
        reaction: at.name,
        item: { type: "message", channel: at.channel, ts: at.message.ts },
        ...(at.message.user === undefined ? {} : { item_user: at.message.user }),
        event_ts: world.nextTs(),
      });
    },
    joined(channelId, user, inviter) {
      const channel = heard(channelId);
      if (!channel || !subscribed("member_joined_channel")) return;
      deliver({
        type: "member_joined_channel",
        user,
        channel: channelId,
        channel_type: channel.isPrivate ? "G" : "C",
        team: team.id,
        ...(inviter === undefined ? {} : { inviter }),
        event_ts: world.nextTs(),
      });
    },
    left: leave,
    archived(channelId, user) {
      const channel = heard(channelId);
      const type = channel?.isPrivate ? "group_archive" : "channel_archive";
      if (!channel || !subscribed(type)) return;
      deliver({ type, channel: channelId, user, event_ts: world.nextTs() });
    },
    sessionStopped(session, user) {
      if (!subscribed("agent_session_stopped")) return;
      deliver({
        type: "agent_session_stopped",
        channel: session.channel,
        user,
        thread_ts: session.threadTs,
        streaming_message_ts: [],
        event_ts: world.nextTs(),
      });
    },
    homeOpened(user, tab) {
      if (!subscribed("app_home_opened")) return;
      const home = world.state.homes[user];
      deliver({
        type: "app_home_opened",
        user,
        channel: world.dmBetween(user, bot.userId).id,
        tab,
        ...(tab === "home" && home
          ? { view: structuredClone(home) as typeof home & JsonObject }
          : {}),
        event_ts: world.nextTs(),
      });
    },
  };
}
