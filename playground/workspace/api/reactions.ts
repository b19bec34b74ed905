import { addReaction, asApiMessage, dropReaction } from "../conversation.js";
import { joinedChannel, type Desk, type Method } from "../desk.js";
import type { Args } from "../args.js";
import { SlackRefusal } from "../refusal.js";
import type { Message } from "../types.js";

function aim(
  args: Args,
  desk: Desk,
): { channel: string; message: Message; user: string; name: string } {
  const channel = joinedChannel(desk, args.required("channel", "channel_not_found"));
  const message = desk.world.message(channel.id, args.required("timestamp", "message_not_found"));
  if (!message) throw new SlackRefusal("message_not_found");
  if (channel.isArchived) throw new SlackRefusal("is_archived");
  const name = args.text("name") ?? "";
  return { channel: channel.id, message, user: desk.world.state.bot.userId, name };
}

const shaped = /^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/;

/** `reactions.*` as the bot uses it. */
export const reactionMethods: Record<string, Method> = {
  "reactions.add": {
    tier: 3,
    scope: "reactions:write",
    run(args, desk) {
      const at = aim(args, desk);
      if (!shaped.test(at.name)) throw new SlackRefusal("invalid_name");
      addReaction(desk.world, desk.feed, at);
      return {};
    },
  },
  "reactions.remove": {
    tier: 2,
    scope: "reactions:write",
    run(args, desk) {
      dropReaction(desk.world, desk.feed, aim(args, desk));
      return {};
    },
  },
  "reactions.get": {
    tier: 3,
    scope: "reactions:read",
    run(args, desk) {
      const { channel, message } = aim(args, desk);
      return { type: "message", channel, message: asApiMessage(message, false) };
    },
  },
};
