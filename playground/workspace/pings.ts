import { asText, isObject, type Json } from "./json.js";
import type { Message, Ping } from "./types.js";
import type { World } from "./world.js";

/** Everything in a message that Slack would read as text, blocks included. */
export function readableText(message: Pick<Message, "text" | "blocks">): string {
  return [message.text, ...texts(message.blocks ?? [])].join("\n");
}

function texts(value: Json | undefined): string[] {
  if (Array.isArray(value)) return value.flatMap(texts);
  if (!isObject(value)) return [];
  if (value["type"] === "user" && typeof value["user_id"] === "string")
    return [`<@${value["user_id"]}>`];
  if (value["type"] === "broadcast") return [`<!${asText(value["range"])}>`];
  return Object.entries(value).flatMap(([key, item]) =>
    typeof item === "string" && ["text", "title"].includes(key) ? [item] : texts(item),
  );
}

/** The people a new message pings: mentioned members, everybody for a broadcast, both sides of a DM. */
export function pingsOf(world: World, channelId: string, message: Message): Ping[] {
  const channel = world.channel(channelId);
  if (!channel) return [];
  const text = readableText(message);
  const everybody = /<!(channel|here|everyone|subteam)\b/.test(text);
  const author = message.user ?? message.bot_id ?? "";
  return channel.members
    .filter((member) => member !== author)
    .filter((member) => everybody || channel.isDm || mentions(text, member))
    .map((user) => ({ user, channel: channelId, ts: message.ts, author, text: message.text }));
}

/** True when the text holds a live mention of this person. */
export function mentions(text: string, userId: string): boolean {
  return text.includes(`<@${userId}>`) || text.includes(`<@${userId}|`);
}
