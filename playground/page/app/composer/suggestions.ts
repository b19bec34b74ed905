import type { BrowserState } from "../../../workspace/browser-contract.js";
import { mentionWord, roleOf } from "../names.js";

/** One line of the list that opens while somebody types a name. */
export interface Suggestion {
  key: string;
  /** What replaces the half-typed word, without the space after it. */
  insert: string;
  label: string;
  more: string;
  /** The user whose picture stands beside it. */
  userId?: string;
}

/** The half-typed word before the cursor that asks for suggestions. */
export interface Trigger {
  sign: "@" | "#" | "/";
  word: string;
  start: number;
}

const most = 8;

/** Finds `@na`, `#ch` or, at the very beginning and outside threads, `/com` right before the cursor. */
export function triggerAt(text: string, cursor: number, threaded: boolean): Trigger | undefined {
  const before = text.slice(0, cursor);
  const command = /^\/(\S*)$/.exec(before);
  if (command && !threaded) return { sign: "/", word: command[1] ?? "", start: 0 };
  const found = /(?:^|[\s(,])([@#])([\p{L}\d_.-]*)$/u.exec(before);
  if (!found) return undefined;
  const [, sign, word = ""] = found;
  if (sign !== "@" && sign !== "#") return undefined;
  return { sign, word, start: cursor - word.length - 1 };
}

/** Who or what the half-typed word may mean, the likeliest first. */
export function suggestionsFor(
  state: BrowserState,
  members: readonly string[],
  trigger: Trigger,
): Suggestion[] {
  const wanted = trigger.word.toLowerCase();
  if (trigger.sign === "/")
    return state.commands
      .filter((command) => command.command.slice(1).startsWith(wanted))
      .map((command) => ({
        key: command.command,
        insert: command.command,
        label: `${command.command} ${command.usageHint}`.trim(),
        more: command.description,
      }));
  if (trigger.sign === "#")
    return state.channels
      .filter((channel) => !channel.isDm && channel.name.startsWith(wanted))
      .slice(0, most)
      .map((channel) => ({
        key: channel.id,
        insert: `#${channel.name}`,
        label: `#${channel.name}`,
        more: channel.topic,
      }));

  const rank = (id: string): number => (id === state.bot.userId ? 0 : members.includes(id) ? 1 : 2);
  return state.users
    .filter((user) => user.role !== "deactivated" && user.id !== state.me.id)
    .filter((user) =>
      [user.name, ...user.realName.split(" ")].some((name) =>
        name.toLowerCase().startsWith(wanted),
      ),
    )
    .toSorted((a, b) => rank(a.id) - rank(b.id))
    .slice(0, most)
    .map((user) => ({
      key: user.id,
      insert: `@${mentionWord(state, user)}`,
      label: user.realName,
      more: members.includes(user.id)
        ? roleOf(user)
        : [roleOf(user), "not in this channel"].filter((one) => one !== "").join(", "),
      userId: user.id,
    }));
}
