import { addMessage, removeMessage } from "../conversation.js";
import { joinedChannel, type Desk, type Method } from "../desk.js";
import { asApiFile, storeFile } from "../file-store.js";
import { objectsIn, asString, type JsonObject } from "../json.js";
import { SlackRefusal } from "../refusal.js";
import type { StoredFile } from "../types.js";

function seenByBot(desk: Desk, file: StoredFile): boolean {
  const bot = desk.world.state.bot.userId;
  if (file.user === bot || file.isHandedIn === true) return true;
  return file.shares.some((share) => desk.world.channel(share.channel)?.members.includes(bot));
}

/** The file, when the bot may see it. */
export function visibleFile(desk: Desk, id: string): StoredFile {
  const file = desk.world.file(id);
  if (!file || !seenByBot(desk, file)) throw new SlackRefusal("file_not_found");
  return file;
}

/** Where a file was posted, by kind and channel, as `files.info` says it. */
function sharesOf(desk: Desk, file: StoredFile): JsonObject {
  const shares = { public: {} as JsonObject, private: {} as JsonObject };
  for (const { channel: id, ts } of file.shares) {
    const channel = desk.world.channel(id);
    const thread = desk.world.message(id, ts)?.thread_ts;
    const kind = channel?.isPrivate ? shares.private : shares.public;
    kind[id] = [{ ts, ...(thread === undefined ? {} : { thread_ts: thread }) }];
  }
  return shares;
}

/** `files.*` as the bot uses it. */
export const fileMethods: Record<string, Method> = {
  "files.info": {
    tier: 4,
    scope: "files:read",
    run(args, desk) {
      const file = visibleFile(desk, args.required("file", "file_not_found"));
      return {
        file: {
          ...asApiFile(desk.world, desk.filesOrigin(), file),
          is_external: false,
          channels: file.shares.map((share) => share.channel),
          shares: sharesOf(desk, file),
        },
      };
    },
  },
  "files.delete": {
    tier: 3,
    scope: "files:write",
    run(args, desk) {
      const { world } = desk;
      const file = visibleFile(desk, args.required("file", "file_not_found"));
      if (file.user !== world.state.bot.userId) throw new SlackRefusal("cant_delete_file");
      for (const { channel, ts } of file.shares.splice(0)) {
        const message = world.message(channel, ts);
        if (message) removeMessage(world, desk.feed, channel, message);
      }
      world.touch();
      return {};
    },
  },
  "files.getUploadURLExternal": {
    tier: 4,
    scope: "files:write",
    run(args, desk) {
      const name = args.required("filename");
      const length = args.number("length", -1);
      if (length <= 0) throw new SlackRefusal("invalid_arguments");
      const id = desk.world.nextId("F");
      desk.uploads.set(id, { name, content: undefined });
      return { upload_url: `${desk.origin()}/upload/${id}`, file_id: id };
    },
  },
  "files.completeUploadExternal": {
    tier: 4,
    scope: "files:write",
    run(args, desk) {
      const { world } = desk;
      const { bot, team } = world.state;
      const wanted = objectsIn(args.json("files", "invalid_arguments"));
      if (wanted.length === 0) throw new SlackRefusal("invalid_arguments");
      const channelId = args.text("channel_id");
      const channel = channelId === undefined ? undefined : joinedChannel(desk, channelId);
      if (channel?.isArchived) throw new SlackRefusal("is_archived");
      for (const entry of wanted)
        if (!desk.uploads.get(asString(entry["id"]) ?? "")?.content)
          throw new SlackRefusal("file_not_found");
      const stored = wanted.map((entry) => {
        const id = asString(entry["id"]) ?? "";
        const upload = desk.uploads.get(id);
        desk.uploads.delete(id);
        return storeFile(world, {
          id,
          name: upload?.name ?? "",
          title: asString(entry["title"]) ?? upload?.name ?? "",
          user: bot.userId,
          content: upload?.content ?? Buffer.alloc(0),
        });
      });
      if (channel) {
        const thread = args.text("thread_ts");
        const message = addMessage(world, desk.feed, channel.id, {
          user: bot.userId,
          bot_id: bot.botId,
          app_id: bot.appId,
          team: team.id,
          subtype: "file_share",
          text: args.text("initial_comment") ?? "",
          files: stored.map((file) => asApiFile(world, desk.filesOrigin(), file)),
          ...(thread === undefined ? {} : { thread_ts: thread }),
        });
        for (const file of stored) file.shares.push({ channel: channel.id, ts: message.ts });
      }
      world.touch();
      return { files: stored.map((file) => ({ id: file.id, title: file.title })) };
    },
  },
};
