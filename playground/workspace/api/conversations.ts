import { asApiMessage } from "../conversation.js";
import { joinedChannel, page, scopeKind, visibleChannel, type Desk, type Method } from "../desk.js";
import type { Args } from "../args.js";
import type { JsonObject } from "../json.js";
import { SlackRefusal } from "../refusal.js";
import type { Channel, Message } from "../types.js";

const readScope = (args: Args, desk: Desk): string =>
  `${scopeKind(desk.world.channel(args.text("channel") ?? ""))}:read`;
const historyScope = (args: Args, desk: Desk): string =>
  `${scopeKind(desk.world.channel(args.text("channel") ?? ""))}:history`;

function asApiChannel(desk: Desk, channel: Channel): JsonObject {
  const { bot, team } = desk.world.state;
  const shared = {
    id: channel.id,
    created: channel.created,
    is_archived: channel.isArchived,
    is_org_shared: false,
    context_team_id: team.id,
  };
  if (channel.isDm)
    return {
      ...shared,
      is_im: true,
      user: channel.members.find((id) => id !== bot.userId) ?? "",
      is_open: true,
    };
  return {
    ...shared,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: !channel.isPrivate,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: channel.isPrivate,
    is_general: channel.name === "general",
    is_shared: channel.isExtShared === true,
    is_ext_shared: channel.isExtShared === true,
    is_pending_ext_shared: false,
    is_member: channel.members.includes(bot.userId),
    creator: channel.creator,
    topic: { value: channel.topic, creator: channel.creator, last_set: channel.created },
    purpose: { value: "", creator: "", last_set: 0 },
    num_members: channel.members.length,
  };
}

const open: Method = {
  tier: 3,
  scope: "im:write",
  run(args, desk) {
    const { world } = desk;
    const existing = args.text("channel");
    if (existing !== undefined)
      return {
        channel: asApiChannel(desk, visibleChannel(desk, existing)),
        no_op: true,
        already_open: true,
      };
    const users = args.required("users", "users_list_not_supplied").split(",");
    if (users.length > 1) throw new SlackRefusal("not_enough_users");
    const person = world.person(users[0] ?? "");
    if (!person) throw new SlackRefusal("user_not_found");
    if (person.isDeleted) throw new SlackRefusal("user_disabled");
    const channel = world.dmBetween(person.id, world.state.bot.userId);
    return { channel: args.flag("return_im") ? asApiChannel(desk, channel) : { id: channel.id } };
  },
};

function between(args: Args): (message: Message) => boolean {
  const oldest = args.text("oldest") ?? "0";
  const latest = args.text("latest");
  const inclusive = args.flag("inclusive");
  return ({ ts }) => {
    const at = Number(ts);
    if (inclusive ? at < Number(oldest) : at <= Number(oldest)) return false;
    if (latest === undefined) return true;
    return inclusive ? at <= Number(latest) : at < Number(latest);
  };
}

const replies: Method = {
  tier: 3,
  scope: historyScope,
  run(args, desk) {
    const channel = joinedChannel(desk, args.required("channel", "channel_not_found"));
    const ts = args.required("ts", "thread_not_found");
    const asked = desk.world.message(channel.id, ts);
    if (!asked) throw new SlackRefusal("thread_not_found");
    const isReply = asked.thread_ts !== undefined && asked.thread_ts !== asked.ts;
    const others = isReply
      ? []
      : desk.world
          .messagesIn(channel.id)
          .filter((message) => message.thread_ts === ts && message.ts !== ts)
          .filter(between(args));
    // The root always leads the first page, whatever `oldest` says.
    const { items, next } = page([asked, ...others], args, 1000);
    return {
      messages: items.map((message) => asApiMessage(message, args.flag("include_all_metadata"))),
      has_more: next !== "",
      ...(next === "" ? {} : { response_metadata: { next_cursor: next } }),
    };
  },
};

const history: Method = {
  tier: 3,
  scope: historyScope,
  run(args, desk) {
    const channel = joinedChannel(desk, args.required("channel", "channel_not_found"));
    const shown = desk.world
      .messagesIn(channel.id)
      .filter(
        (message) =>
          message.thread_ts === undefined ||
          message.thread_ts === message.ts ||
          message.subtype === "thread_broadcast",
      )
      .filter(between(args))
      .toReversed();
    const { items, next } = page(shown, args, 100);
    return {
      messages: items.map((message) => asApiMessage(message, args.flag("include_all_metadata"))),
      has_more: next !== "",
      pin_count: 0,
      ...(next === "" ? {} : { response_metadata: { next_cursor: next } }),
    };
  },
};

const members: Method = {
  tier: 4,
  scope: readScope,
  run(args, desk) {
    const channel = visibleChannel(desk, args.required("channel", "channel_not_found"));
    const { items, next } = page(channel.members, args, 100);
    return { members: items, response_metadata: { next_cursor: next } };
  },
};

const info: Method = {
  tier: 3,
  scope: readScope,
  run(args, desk) {
    const channel = visibleChannel(desk, args.required("channel", "channel_not_found"));
    return { channel: asApiChannel(desk, channel) };
  },
};

const kinds = ["public_channel", "private_channel", "mpim", "im"];

function kindOf(channel: Channel): string {
  if (channel.isDm) return "im";
  return channel.isPrivate ? "private_channel" : "public_channel";
}

/** The kinds of conversation a call asks for; public channels when it does not say. */
function typesOf(args: Args): string[] {
  const types = (args.text("types") ?? "public_channel").split(",").map((one) => one.trim());
  if (types.some((type) => !kinds.includes(type))) throw new SlackRefusal("invalid_types");
  return types;
}

const scopeOfKind: Record<string, string> = {
  public_channel: "channels:read",
  private_channel: "groups:read",
  mpim: "mpim:read",
  im: "im:read",
};

/** A list needs the scope of every kind it asks for. */
function listScopes(args: Args): string[] {
  const types = (args.text("types") ?? "public_channel").split(",").map((one) => one.trim());
  return types.map((type) => scopeOfKind[type] ?? "channels:read");
}

function listed(args: Args, desk: Desk, wanted: (channel: Channel) => boolean): JsonObject {
  const types = typesOf(args);
  const shown = desk.world.state.channels.filter(
    (channel) =>
      types.includes(kindOf(channel)) &&
      !(args.flag("exclude_archived") && channel.isArchived) &&
      wanted(channel),
  );
  const { items, next } = page(shown, args, 100);
  return {
    channels: items.map((channel) => asApiChannel(desk, channel)),
    response_metadata: { next_cursor: next },
  };
}

const list: Method = {
  tier: 2,
  scope: listScopes,
  run(args, desk) {
    const { userId } = desk.world.state.bot;
    return listed(
      args,
      desk,
      (channel) => kindOf(channel) === "public_channel" || channel.members.includes(userId),
    );
  },
};

/** The channels somebody is in: the bot, or a person as far as the bot may know. */
const usersConversations: Method = {
  tier: 3,
  scope: listScopes,
  run(args, desk) {
    const { userId } = desk.world.state.bot;
    const user = args.text("user") ?? userId;
    if (!desk.world.person(user)) throw new SlackRefusal("user_not_found");
    return listed(
      args,
      desk,
      (channel) =>
        channel.members.includes(user) && (!channel.isPrivate || channel.members.includes(userId)),
    );
  },
};

/** `conversations.*` and `users.conversations` as the bot uses them. */
export const conversationMethods: Record<string, Method> = {
  "conversations.open": open,
  "conversations.info": info,
  "conversations.members": members,
  "conversations.replies": replies,
  "conversations.history": history,
  "conversations.list": list,
  "users.conversations": usersConversations,
};
