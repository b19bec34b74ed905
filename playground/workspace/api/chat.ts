import { withIds } from "../block-ids.js";
import { addMessage, asApiMessage, changeMessage, removeMessage } from "../conversation.js";
import { joinedChannel, visibleChannel, type Desk, type Method } from "../desk.js";
import type { Args } from "../args.js";
import type { JsonObject } from "../json.js";
import { checkMessageBlocks, checkMetadata, checkUpdateText, truncateText } from "../limits.js";
import { SlackRefusal } from "../refusal.js";
import type { Channel, Message } from "../types.js";

/** The text and blocks of a call, checked; `undefined` where the caller gave none. */
function content(args: Args, desk: Desk): { text?: string; blocks?: JsonObject[] } {
  const markdown = args.text("markdown_text");
  const text = args.text("text");
  const given = args.json("blocks", "invalid_blocks_format");
  if (markdown !== undefined) {
    if (text !== undefined || given !== undefined) throw new SlackRefusal("markdown_text_conflict");
    if (markdown.length > 12_000) throw new SlackRefusal("msg_too_long");
    return { text: markdown, blocks: withIds([{ type: "markdown", text: markdown }]) };
  }
  const blocks =
    given === undefined ? undefined : withIds(checkMessageBlocks(given, desk.refusedBlocks));
  return { ...(text === undefined ? {} : { text }), ...(blocks === undefined ? {} : { blocks }) };
}

function target(args: Args, desk: Desk): Channel {
  const name = args.required("channel", "channel_not_found");
  const { world } = desk;
  if (/^[UW]/.test(name)) {
    const person = world.person(name);
    if (!person) throw new SlackRefusal("channel_not_found");
    return world.dmBetween(person.id, world.state.bot.userId);
  }
  const byName = world.state.channels.find((channel) => `#${channel.name}` === name);
  const channel = joinedChannel(desk, byName?.id ?? name);
  if (channel.isArchived) throw new SlackRefusal("is_archived");
  return channel;
}

function author(desk: Desk): Partial<Message> {
  const { bot, team } = desk.world.state;
  return { user: bot.userId, bot_id: bot.botId, app_id: bot.appId, team: team.id };
}

function threadOf(args: Args, desk: Desk, channel: Channel): { thread_ts?: string } {
  const ts = args.text("thread_ts");
  if (ts === undefined || ts === "") return {};
  const root = desk.world.message(channel.id, ts);
  if (!root) throw new SlackRefusal("thread_not_found");
  if (root.thread_ts !== undefined && root.thread_ts !== root.ts)
    throw new SlackRefusal("cannot_reply_to_message");
  return { thread_ts: root.ts };
}

const postMessage: Method = {
  tier: "post",
  scope: "chat:write",
  run(args, desk) {
    const channel = target(args, desk);
    const { text = "", blocks } = content(args, desk);
    if (text === "" && !blocks?.length) throw new SlackRefusal("no_text");
    const metadata = args.json("metadata", "invalid_metadata_format");
    const thread = threadOf(args, desk, channel);
    const message = addMessage(desk.world, desk.feed, channel.id, {
      ...author(desk),
      text: truncateText(text),
      ...(blocks ? { blocks } : {}),
      ...(metadata === undefined ? {} : { metadata: checkMetadata(metadata) }),
      ...thread,
      ...(thread.thread_ts !== undefined && args.flag("reply_broadcast")
        ? { subtype: "thread_broadcast" }
        : {}),
    });
    return { channel: channel.id, ts: message.ts, message: asApiMessage(message, true) };
  },
};

function ownMessage(
  args: Args,
  desk: Desk,
  refusal: string,
): { channel: Channel; message: Message } {
  const channel = visibleChannel(desk, args.required("channel", "channel_not_found"));
  const message = desk.world.message(channel.id, args.required("ts", "message_not_found"));
  if (!message || message.subtype === "tombstone") throw new SlackRefusal("message_not_found");
  if (message.bot_id !== desk.world.state.bot.botId) throw new SlackRefusal(refusal);
  return { channel, message };
}

const update: Method = {
  tier: 3,
  scope: "chat:write",
  run(args, desk) {
    const { channel, message } = ownMessage(args, desk, "cant_update_message");
    if (channel.isArchived) throw new SlackRefusal("is_archived");
    const { text, blocks } = content(args, desk);
    if (text === undefined && blocks === undefined) throw new SlackRefusal("no_text");
    if (text === "" && !blocks?.length) throw new SlackRefusal("no_text");
    checkUpdateText(text ?? "");
    const metadata = args.json("metadata", "invalid_metadata_format");
    const checked = metadata === undefined ? undefined : checkMetadata(metadata);
    const by = desk.world.state.bot.botId;
    changeMessage(
      desk.world,
      desk.feed,
      channel.id,
      message,
      (changed) => {
        if (text !== undefined) changed.text = text;
        // New text without blocks drops the old blocks, as in Slack; metadata stays.
        if (blocks?.length) changed.blocks = blocks;
        else delete changed.blocks;
        if (checked) changed.metadata = checked;
      },
      by,
    );
    return {
      channel: channel.id,
      ts: message.ts,
      text: message.text,
      message: asApiMessage(message, true),
    };
  },
};

const remove: Method = {
  tier: 3,
  scope: "chat:write",
  run(args, desk) {
    const { channel, message } = ownMessage(args, desk, "cant_delete_message");
    removeMessage(desk.world, desk.feed, channel.id, message);
    return { channel: channel.id, ts: message.ts };
  },
};

const postEphemeral: Method = {
  tier: 4,
  scope: "chat:write",
  run(args, desk) {
    const channel = joinedChannel(desk, args.required("channel", "channel_not_found"));
    const user = args.required("user", "user_not_found");
    if (!desk.world.person(user)) throw new SlackRefusal("user_not_found");
    if (!channel.members.includes(user)) throw new SlackRefusal("user_not_in_channel");
    const { text = "", blocks } = content(args, desk);
    if (text === "" && !blocks?.length) throw new SlackRefusal("no_text");
    const ts = desk.world.nextTs();
    desk.world.state.ephemerals.push({
      type: "message",
      ephemeralId: desk.world.nextId("E"),
      channel: channel.id,
      to: user,
      ...author(desk),
      text: truncateText(text),
      ...(blocks ? { blocks } : {}),
      ...threadOf(args, desk, channel),
      ts,
    });
    desk.world.touch();
    return { message_ts: ts };
  },
};

const getPermalink: Method = {
  tier: "none",
  run(args, desk) {
    const channel = visibleChannel(desk, args.required("channel", "channel_not_found"));
    const message = desk.world.message(
      channel.id,
      args.required("message_ts", "message_not_found"),
    );
    if (!message) throw new SlackRefusal("message_not_found");
    const inThread =
      message.thread_ts !== undefined && message.thread_ts !== message.ts
        ? `?thread_ts=${message.thread_ts}&cid=${channel.id}`
        : "";
    const { domain } = desk.world.state.team;
    return {
      channel: channel.id,
      permalink: `https://${domain}.slack.com/archives/${channel.id}/p${message.ts.replace(".", "")}${inThread}`,
    };
  },
};

/** `chat.*` as the bot uses it. */
export const chatMethods: Record<string, Method> = {
  "chat.postMessage": postMessage,
  "chat.update": update,
  "chat.delete": remove,
  "chat.postEphemeral": postEphemeral,
  "chat.getPermalink": getPermalink,
};
