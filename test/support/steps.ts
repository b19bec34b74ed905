import { bot, people } from "../../playground/seed/ids.js";
import type { Message } from "../../playground/workspace/types.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";

/** A request in a thread of its own. */
export interface Asked {
  channel: string;
  /** The thread's root. */
  thread: string;
  /** The message that asked. */
  ts: string;
}

/** Mentions the bot; without `thread`, somebody first says something that the job can read. */
export function ask(
  workspace: Workspace,
  text: string,
  where: { user?: string; channel?: string; thread?: string } = {},
): Asked {
  const channel = where.channel ?? "launch";
  const thread =
    where.thread ??
    workspace.say({ user: people.tom, channel, text: "Atlas launches on Tuesday 1 December." });
  const user = where.user ?? people.maya;
  const ts = workspace.say({
    user,
    channel,
    threadTs: thread,
    text: `<@${bot.userId}> ${text}`,
  });
  return { channel, thread, ts };
}

/** The action ids of a message's controls, in order. */
export function controls(message: { blocks?: unknown } | undefined): string[] {
  const found = JSON.stringify(message?.blocks ?? []).matchAll(/"action_id":"([^"]*)"/g);
  return [...found].map((match) => match[1] ?? "");
}

/** Everything a person can read in a message. */
export function read(message: { text: string; blocks?: unknown }): string {
  const texts = JSON.stringify(message.blocks ?? []).matchAll(/"text":"((?:[^"\\]|\\.)*)"/g);
  return [message.text, ...[...texts].map((match) => JSON.parse(`"${match[1]}"`) as string)].join(
    "\n",
  );
}

/** Messages of the bot in a thread, oldest first. */
export function fromBot(workspace: Workspace, at: Asked): Message[] {
  return workspace
    .messages(at.channel, at.thread)
    .filter((message) => message.user === bot.userId || message.bot_id === bot.botId);
}

/** The bot's message in a thread that matches, as soon as it is there. */
export function seen(
  workspace: Workspace,
  at: Asked,
  matches: (message: Message) => boolean,
  what: string,
): Promise<Message> {
  return workspace.waitFor((w) => fromBot(w, at).find(matches), { timeoutMs: 20_000, what });
}

/** The newest open card that has this control. */
export function cardWith(workspace: Workspace, at: Asked, actionId: string): Promise<Message> {
  return workspace.waitFor(
    (w) => fromBot(w, at).findLast((message) => controls(message).includes(actionId)),
    { timeoutMs: 20_000, what: `a card with ${actionId}` },
  );
}

/** The result, as soon as it is there. */
export function resultOf(workspace: Workspace, at: Asked): Promise<Message> {
  return cardWith(workspace, at, "run.redo");
}

/** What only this person was told since `known` answers, as soon as there is more. */
export function told(workspace: Workspace, user: string, known = 0): Promise<string> {
  return workspace.waitFor(
    (w) => {
      const one = w.ephemerals(user)[known];
      return one && read(one);
    },
    { timeoutMs: 10_000, what: `a private answer to ${user}` },
  );
}
