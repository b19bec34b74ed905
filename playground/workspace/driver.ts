import { CannotDo } from "./cannot-do.js";
import { richText } from "./compose.js";
import {
  addMessage,
  addReaction,
  changeMessage,
  dropReaction,
  removeMessage,
} from "./conversation.js";
import type { EventFeed } from "./events.js";
import { asApiFile, storeFile } from "./file-store.js";
import { canSee, knownChannel, knownPerson } from "./sight.js";
import type { Channel, Message, Person, StoredFile } from "./types.js";
import type { World } from "./world.js";

/** A file a person attaches; text or bytes. */
export interface Attachment {
  name: string;
  content: string | Buffer;
  mimetype?: string;
}

/** What people do in the workspace; users and channels by id or name. */
export interface Driver {
  /** Writes a message in Slack's text format (`<@U…>` mentions) and returns its `ts`. */
  say(message: {
    user: string;
    channel: string;
    text: string;
    threadTs?: string | undefined;
    files?: Attachment[] | undefined;
    fileIds?: string[] | undefined;
  }): string;
  edit(change: { user: string; channel: string; ts: string; text: string }): void;
  delete(at: { user: string; channel: string; ts: string }): void;
  react(at: {
    user: string;
    channel: string;
    ts: string;
    name: string;
    remove?: boolean | undefined;
  }): void;
  upload(file: { user: string } & Attachment): string;
  openHome(user: string, tab?: "home" | "messages"): void;
  /** The id of the direct message between this person and the bot (or `other`). */
  openDm(user: string, other?: string): string;
  read(at: { user: string; channel: string }): void;
}

/** Drives a world as its people; `filesOrigin` is where files can be downloaded. */
export function createDriver(world: World, feed: EventFeed, filesOrigin: () => string): Driver {
  const place = (user: string, channel: string): { person: Person; channel: Channel } => {
    const person = knownPerson(world, user);
    if (person.isDeleted) throw new CannotDo(`${person.realName}'s account is switched off.`);
    return { person, channel: knownChannel(world, channel) };
  };
  const writable = (user: string, name: string): { person: Person; channel: Channel } => {
    const { person, channel } = place(user, name);
    if (channel.isArchived) throw new CannotDo("This channel is archived.");
    if (!channel.members.includes(person.id))
      throw new CannotDo(`${person.realName} is not in this channel.`);
    return { person, channel };
  };
  const own = (
    user: string,
    name: string,
    ts: string,
  ): { person: Person; channel: Channel; message: Message } => {
    const { person, channel } = writable(user, name);
    const message = world.message(channel.id, ts);
    if (!message) throw new CannotDo("This message is gone.");
    if (message.user !== person.id) throw new CannotDo("Only its author can change this message.");
    return { person, channel, message };
  };
  const upload = (user: string, file: Attachment): StoredFile =>
    storeFile(world, {
      name: file.name,
      user,
      content: Buffer.from(file.content),
      ...(file.mimetype === undefined ? {} : { mimetype: file.mimetype }),
    });

  return {
    say({ user, channel: name, text, threadTs, files = [], fileIds = [] }) {
      const { person, channel } = writable(user, name);
      const known = fileIds.map((id) => world.file(id)).filter((file) => file !== undefined);
      const attached = [...known, ...files.map((file) => upload(person.id, file))];
      if (text.trim() === "" && attached.length === 0)
        throw new CannotDo("There is nothing to send.");
      const root = threadTs === undefined ? undefined : world.message(channel.id, threadTs);
      if (threadTs !== undefined && !root) throw new CannotDo("This thread is gone.");
      const message = addMessage(world, feed, channel.id, {
        user: person.id,
        team: person.teamId,
        text,
        ...(text === "" ? {} : { blocks: [{ ...richText(text), block_id: "typed" }] }),
        ...(root ? { thread_ts: root.thread_ts ?? root.ts } : {}),
        ...(attached.length > 0
          ? {
              subtype: "file_share",
              files: attached.map((file) => asApiFile(world, filesOrigin(), file)),
            }
          : {}),
      });
      for (const file of attached) file.shares.push({ channel: channel.id, ts: message.ts });
      return message.ts;
    },
    edit({ user, channel: name, ts, text }) {
      const { person, channel, message } = own(user, name, ts);
      changeMessage(
        world,
        feed,
        channel.id,
        message,
        (changed) => {
          changed.text = text;
          changed.blocks = [{ ...richText(text), block_id: "typed" }];
        },
        person.id,
      );
    },
    delete({ user, channel: name, ts }) {
      const { channel, message } = own(user, name, ts);
      removeMessage(world, feed, channel.id, message);
    },
    react({ user, channel: name, ts, name: sign, remove }) {
      const { person, channel } = place(user, name);
      if (!canSee(person, channel)) throw new CannotDo("You cannot see this channel.");
      const message = world.message(channel.id, ts);
      if (!message) throw new CannotDo("This message is gone.");
      const at = { channel: channel.id, message, user: person.id, name: sign };
      if (remove) dropReaction(world, feed, at);
      else addReaction(world, feed, at);
    },
    upload(file) {
      const stored = upload(knownPerson(world, file.user).id, file);
      world.touch();
      return stored.id;
    },
    openHome(user, tab = "home") {
      feed.homeOpened(knownPerson(world, user).id, tab);
    },
    openDm(user, other) {
      const second = other === undefined ? world.state.bot.userId : knownPerson(world, other).id;
      return world.dmBetween(knownPerson(world, user).id, second).id;
    },
    read({ user, channel: name }) {
      const { person, channel } = place(user, name);
      const seen = (world.state.read[person.id] ??= {});
      const newest = world.messagesIn(channel.id).at(-1)?.ts ?? "0";
      if (seen[channel.id] === newest) return;
      seen[channel.id] = newest;
      world.touch();
    },
  };
}
