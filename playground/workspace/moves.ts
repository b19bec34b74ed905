import { promptsIn, sessionIn, statusLinesNow } from "./agent-view.js";
import { CannotDo } from "./cannot-do.js";
import type { EventFeed } from "./events.js";
import { canSee, knownChannel, knownPerson } from "./sight.js";
import type { AgentSession, Channel, StatusLine, SuggestedPrompts } from "./types.js";
import type { World } from "./world.js";

/** A text file as people find it in a conversation. */
export interface PostedFile {
  id: string;
  name: string;
  title: string;
  mimetype: string;
  /** The message it hangs under, and who posted it. */
  ts: string;
  user: string;
  text: string;
}

/** Who is where, and what the app shows beside its messages; users and channels by id or name. */
export interface Moves {
  /** Somebody comes in, invited by `by` or by themselves. */
  invite(who: { user: string; channel: string; by?: string }): void;
  /** Somebody goes, or is taken out. The bot too. */
  remove(who: { user: string; channel: string }): void;
  join(who: { user: string; channel: string }): void;
  leave(who: { user: string; channel: string }): void;
  archive(channel: string): void;
  /** Shares a channel with another organisation, or ends that. */
  shareOutside(channel: string, shared?: boolean): void;
  /** A new channel; returns its id. */
  makeChannel(channel: { name: string; members: string[]; isPrivate?: boolean }): string;
  /** Switches somebody's account off or on, or makes a guest of them. */
  changePerson(user: string, change: { isDeleted?: boolean; isGuest?: boolean }): void;
  /** Presses the Stop that Slack itself shows while a session is processing. */
  stopSession(at: { user: string; channel: string; threadTs: string }): void;
  sessionOf(channel: string, threadTs: string): AgentSession | undefined;
  /** The line under a thread that people see now; it ends two minutes after it was set. */
  statusLineOf(channel: string, threadTs: string): StatusLine | undefined;
  promptsOf(channel: string): SuggestedPrompts | undefined;
  /** The files of a channel, or of one thread, oldest first. */
  files(channel: string, threadTs?: string): PostedFile[];
  /** The id of the direct message between this person and the bot, when there is one. */
  dmOf(user: string): string | undefined;
}

/** Moves people and reads what the app shows; `hearsStop` says whether the app asked for the Stop event. */
export function createMoves(world: World, feed: EventFeed, hearsStop: boolean): Moves {
  const place = (name: string): Channel => knownChannel(world, name);
  const id = (name: string): string => knownPerson(world, name).id;

  const invite: Moves["invite"] = ({ user, channel: name, by }) => {
    const channel = place(name);
    const person = id(user);
    if (channel.members.includes(person)) return;
    channel.members.push(person);
    world.touch();
    feed.joined(channel.id, person, by === undefined ? undefined : id(by));
  };
  const remove: Moves["remove"] = ({ user, channel: name }) => {
    const channel = place(name);
    const person = id(user);
    const before = channel.members;
    if (!before.includes(person)) return;
    channel.members = before.filter((member) => member !== person);
    world.touch();
    feed.left(channel.id, person, before);
  };

  return {
    invite,
    remove,
    join: invite,
    leave: remove,
    archive(name) {
      const channel = place(name);
      channel.isArchived = true;
      world.touch();
      feed.archived(channel.id, channel.creator);
    },
    shareOutside(name, shared = true) {
      place(name).isExtShared = shared;
      world.touch();
    },
    makeChannel({ name, members, isPrivate = false }) {
      const people = members.map(id);
      const channel: Channel = {
        id: world.nextId("C"),
        name,
        topic: "",
        isPrivate,
        isDm: false,
        isArchived: false,
        members: people,
        created: world.nowSeconds(),
        creator: people[0] ?? "",
      };
      world.state.channels.push(channel);
      world.touch();
      return channel.id;
    },
    changePerson(user, change) {
      Object.assign(knownPerson(world, user), change);
      world.touch();
    },
    stopSession({ user, channel: name, threadTs }) {
      const channel = place(name);
      const person = knownPerson(world, user);
      if (!canSee(person, channel)) throw new CannotDo("You cannot see this channel.");
      const session = sessionIn(world, channel.id, threadTs);
      if (session?.status !== "processing" || !hearsStop)
        throw new CannotDo("There is nothing to stop here.");
      feed.sessionStopped(session, person.id);
    },
    sessionOf: (name, threadTs) => sessionIn(world, place(name).id, threadTs),
    statusLineOf(name, threadTs) {
      const channel = place(name).id;
      return statusLinesNow(world).find(
        (line) => line.channel === channel && line.threadTs === threadTs,
      );
    },
    promptsOf: (name) => promptsIn(world, place(name).id),
    files(name, threadTs) {
      const messages = world
        .messagesIn(place(name).id)
        .filter((one) => threadTs === undefined || (one.thread_ts ?? one.ts) === threadTs);
      return messages.flatMap(({ ts, files = [] }) =>
        files.map((file) => ({
          id: file.id,
          name: file.name,
          title: file.title,
          mimetype: file.mimetype,
          ts,
          user: file.user,
          text: Buffer.from(world.file(file.id)?.contentBase64 ?? "", "base64").toString("utf8"),
        })),
      );
    },
    dmOf(user) {
      const pair = [id(user), world.state.bot.userId];
      return world.state.channels.find(
        (channel) => channel.isDm && pair.every((one) => channel.members.includes(one)),
      )?.id;
    },
  };
}
