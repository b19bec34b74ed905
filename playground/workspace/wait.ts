import type { World } from "./world.js";

/** How long to wait and what for, in words for the person who reads the failure. */
export interface WaitOptions {
  timeoutMs?: number;
  what?: string;
}

/** Resolves with what `predicate` returns as soon as it is neither undefined, null nor false. */
export function waitForChange<T>(
  world: World,
  predicate: () => T | undefined | null | false,
  options: WaitOptions,
  describe: () => string,
): Promise<T> {
  const timeoutMs = options.timeoutMs ?? 45_000;
  return new Promise<T>((resolve, reject) => {
    let stop: () => void = () => undefined;
    const finish = (action: () => void): void => {
      clearTimeout(timer);
      stop();
      action();
    };
    const look = (): void => {
      try {
        const found = predicate();
        if (found !== undefined && found !== null && found !== false)
          finish(() => resolve(found as T));
      } catch (error) {
        finish(() => reject(error as Error));
      }
    };
    const timer = setTimeout(() => {
      const what = options.what ?? "the expected change";
      finish(() =>
        reject(new Error(`waited ${timeoutMs} ms for ${what}. Visible now:\n${describe()}`)),
      );
    }, timeoutMs);
    stop = world.onChange(look);
    look();
  });
}

const shownMessages = 12;

/** What people see right now, for a failing wait. */
export function describeWorld(world: World): string {
  const lines: string[] = [];
  for (const channel of world.state.channels) {
    const messages = world.messagesIn(channel.id);
    if (messages.length === 0) continue;
    lines.push(`${channel.isDm ? `DM ${channel.members.join(" and ")}` : `#${channel.name}`}:`);
    for (const message of messages.slice(-shownMessages)) {
      const who = world.person(message.user ?? "")?.name ?? message.bot_id ?? "?";
      const signs = (message.reactions ?? []).map((reaction) => `:${reaction.name}:`).join("");
      const actions = JSON.stringify(message.blocks ?? []).match(/"action_id":"[^"]*"/g) ?? [];
      lines.push(
        `  ${message.thread_ts ? "| " : ""}${message.ts} ${who}: ${message.text.slice(0, 160)} ${signs} ${actions.join(" ")}`,
      );
    }
  }
  for (const session of world.state.sessions ?? [])
    lines.push(`session ${session.threadTs}: ${session.status} "${session.title}"`);
  for (const line of world.state.statusLines ?? [])
    lines.push(`status line ${line.threadTs}: ${line.status}`);
  for (const one of world.state.ephemerals.slice(-shownMessages))
    lines.push(`only ${world.person(one.to)?.name ?? one.to}: ${one.text.slice(0, 160)}`);
  for (const [user, stack] of world.stacks)
    for (const view of stack)
      lines.push(
        `form of ${world.person(user)?.name ?? user}: ${view.callback_id} ${JSON.stringify(view.title)}`,
      );
  lines.push(`unacknowledged events: ${world.state.pending.length}`);
  return lines.join("\n");
}
