import { statusLinesNow } from "./agent-view.js";
import type { BrowserChannel, BrowserState, BrowserUser, BrowserView } from "./browser-contract.js";
import { hintFor } from "./hint.js";
import { invite } from "./invite.js";
import { canSee, knownPerson } from "./sight.js";
import type { Channel, Person, View } from "./types.js";
import type { World } from "./world.js";

/** What the app offers in the composer's and messages' menus, as its manifest says. */
export interface Offers {
  commands: BrowserState["commands"];
  shortcuts: BrowserState["shortcuts"];
  /** Whether the app has a Home tab. */
  homeTab: boolean;
}

function roleOf(person: Person): BrowserUser["role"] {
  if (person.botId !== undefined) return "bot";
  if (person.isDeleted) return "deactivated";
  if (person.isStranger) return "stranger";
  if (person.isGuest) return "guest";
  return person.isAdmin ? "admin" : "member";
}

function shownUser(person: Person): BrowserUser {
  const { id, name, realName, title, tz, color } = person;
  return { id, name, realName, title, tz, color, role: roleOf(person) };
}

function shownView(view: View | undefined): BrowserView | null {
  if (!view) return null;
  const { state: _state, ...shown } = view;
  return shown;
}

function isUnread(world: World, user: string, channel: string, ts: string): boolean {
  return Number(ts) > Number(world.state.read[user]?.[channel] ?? "0");
}

function shownChannel(world: World, me: Person, channel: Channel): BrowserChannel {
  const other = channel.isDm ? channel.members.find((id) => id !== me.id) : undefined;
  const unread = world
    .messagesIn(channel.id)
    .filter((message) => message.user !== me.id && isUnread(world, me.id, channel.id, message.ts));
  const mentions = world.state.pings.filter(
    (ping) =>
      ping.user === me.id &&
      ping.channel === channel.id &&
      isUnread(world, me.id, channel.id, ping.ts),
  );
  return {
    id: channel.id,
    name: channel.isDm ? (world.person(other ?? me.id)?.realName ?? "") : channel.name,
    isPrivate: channel.isPrivate,
    isDm: channel.isDm,
    isMember: channel.members.includes(me.id),
    isArchived: channel.isArchived,
    isShared: channel.isExtShared === true,
    topic: channel.topic,
    members: channel.members,
    unread: unread.length,
    mentions: mentions.length,
  };
}

/** Everything one person can see, for `GET /browser/state`. */
export function browserStateFor(
  world: World,
  user: string,
  surroundings: { connected: boolean; hearsStop: boolean; offers: Offers },
): BrowserState {
  const me = knownPerson(world, user);
  const { state } = world;
  const channels = state.channels.filter((channel) => canSee(me, channel));
  const isSeen = ({ channel: id }: { channel: string }): boolean =>
    channels.some((channel) => channel.id === id);
  const waiting = (id: string): number =>
    state.pings.filter((ping) => ping.user === id && isUnread(world, id, ping.channel, ping.ts))
      .length;
  return {
    version: world.version(),
    team: state.team,
    bot: { ...state.bot, connected: surroundings.connected },
    me: shownUser(me),
    people: state.playable,
    waiting: Object.fromEntries(state.playable.map((id) => [id, waiting(id)])),
    users: state.people.map(shownUser),
    channels: channels.map((channel) => shownChannel(world, me, channel)),
    messages: Object.fromEntries(
      channels.map((channel) => [channel.id, world.messagesIn(channel.id)]),
    ),
    ephemerals: state.ephemerals.filter((one) => one.to === me.id),
    sessions: (state.sessions ?? []).filter(isSeen).map((session) => ({
      ...session,
      canStop: surroundings.hearsStop && session.status === "processing",
    })),
    statusLines: statusLinesNow(world).filter(isSeen),
    prompts: (state.prompts ?? []).filter(isSeen),
    home: shownView(state.homes[me.id]),
    openView: shownView(world.stacks.get(me.id)?.at(-1)),
    ...surroundings.offers,
    commands: [...surroundings.offers.commands, invite],
    hint: hintFor(world, me),
  };
}
