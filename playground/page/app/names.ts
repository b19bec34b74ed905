import type {
  BrowserChannel,
  BrowserMessage,
  BrowserState,
  BrowserUser,
} from "../../workspace/browser-contract.js";

/** The person or bot with that id, if the viewer can see them. */
export function userOf(state: BrowserState, id: string | undefined): BrowserUser | undefined {
  return state.users.find((user) => user.id === id);
}

/** How a person is called; never an internal id. */
export function nameOf(state: BrowserState, id: string, label?: string): string {
  const own = id === state.bot.botId ? state.bot.userId : id;
  return userOf(state, own)?.realName ?? label ?? "somebody";
}

/** A person's first name, as colleagues say it. */
export function firstName(user: BrowserUser): string {
  return user.realName.split(" ")[0] ?? user.realName;
}

/** How somebody is mentioned: the first name, or what the workspace calls an app. */
export function mentionName(state: BrowserState, id: string, label?: string): string {
  const user = userOf(state, id);
  return user ? firstName(user) : (label ?? "somebody");
}

/** What to type after `@` so that exactly this person is meant. */
export function mentionWord(state: BrowserState, user: BrowserUser): string {
  const first = firstName(user);
  const twins = state.users.filter((one) => firstName(one).toLowerCase() === first.toLowerCase());
  return twins.length > 1 ? user.name : first;
}

/** What the page says beside a name. */
export function roleOf(user: BrowserUser): string {
  const words = {
    member: "",
    admin: "Admin",
    guest: "Guest",
    bot: "App",
    deactivated: "Deactivated",
    stranger: "Other company",
  };
  const role = words[user.role];
  if (role === "") return user.title;
  return user.title === "" || user.title.toLowerCase().includes(role.toLowerCase())
    ? user.title || role
    : `${role} · ${user.title}`;
}

/** Who wrote a message: id, name, colour and whether it is an app. */
export function authorOf(
  state: BrowserState,
  message: BrowserMessage,
): { id: string; name: string; color: string; isBot: boolean } {
  const isOwnBot = message.bot_id === state.bot.botId || message.user === state.bot.userId;
  const id = isOwnBot ? state.bot.userId : (message.user ?? message.bot_id ?? "");
  const user = userOf(state, id);
  return {
    id,
    name: message.username ?? user?.realName ?? (isOwnBot ? state.bot.name : "Somebody"),
    color: user?.color ?? "7a8790",
    isBot: isOwnBot || message.bot_id !== undefined || user?.role === "bot",
  };
}

/** The person on the other side of a direct message. */
export function dmPartner(state: BrowserState, channel: BrowserChannel): string | undefined {
  return channel.members.find((member) => member !== state.me.id) ?? channel.members[0];
}

/** A conversation's name as the sidebar and the header show it, without its sign. */
export function channelName(state: BrowserState, channel: BrowserChannel): string {
  if (!channel.isDm) return channel.name;
  const partner = dmPartner(state, channel);
  return partner === undefined ? "Direct message" : nameOf(state, partner);
}
