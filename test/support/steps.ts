import { bot, people } from "../../playground/seed/ids.js";
import type { Attachment } from "../../playground/workspace/driver.js";
import type { Message } from "../../playground/workspace/types.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";
import type { House } from "./house.js";

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
  where: { user?: string; channel?: string; thread?: string; files?: Attachment[] } = {},
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
    files: where.files,
  });
  return { channel, thread, ts };
}

/** Blocks are replaced and never changed in place, so what stands in them is read once. */
const controlsOf = new WeakMap<object, string[]>();

/** The action ids of a message's controls, in order. */
export function controls(message: { blocks?: unknown } | undefined): string[] {
  const blocks = message?.blocks;
  if (typeof blocks !== "object" || blocks === null) return [];
  const known = controlsOf.get(blocks);
  if (known) return [...known];
  const found = JSON.stringify(blocks).matchAll(/"action_id":"([^"]*)"/g);
  const ids = [...found].map((match) => match[1] ?? "");
  controlsOf.set(blocks, ids);
  return [...ids];
}

const stepWords: Record<string, string> = { complete: "done", in_progress: "now", error: "failed" };

/** A plan's steps as the plain status has them: `Read this thread: done`. */
function planLines(blocks: unknown): string[] {
  const cards = JSON.stringify(blocks ?? []).matchAll(
    /"task_id":"[^"]*","title":"((?:[^"\\]|\\.)*)","status":"([a-z_]+)"/g,
  );
  return [...cards].map(([, title, status]) => `${title}: ${stepWords[status ?? ""] ?? "next"}`);
}

/** Everything a person can read in a message. */
export function read(message: { text: string; blocks?: unknown }): string {
  const texts = JSON.stringify(message.blocks ?? []).matchAll(/"text":"((?:[^"\\]|\\.)*)"/g);
  return [
    message.text,
    ...[...texts].map((match) => JSON.parse(`"${match[1]}"`) as string),
    ...planLines(message.blocks),
  ].join("\n");
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
  return workspace.waitFor((w) => fromBot(w, at).find(matches), { timeoutMs: 45_000, what });
}

/** The newest open card that has this control. */
export function cardWith(workspace: Workspace, at: Asked, actionId: string): Promise<Message> {
  return workspace.waitFor(
    (w) => fromBot(w, at).findLast((message) => controls(message).includes(actionId)),
    { timeoutMs: 45_000, what: `a card with ${actionId}` },
  );
}

/**
 * Resolves when the job holds and says so in its session. Its question is shown a moment before: what a job
 * that waits has written is there only now.
 */
export async function held(house: House, at: Asked): Promise<void> {
  await house.workspace.waitFor((w) => w.sessionOf(at.channel, at.thread)?.status === "suspended", {
    what: "the job to wait",
  });
  await house.app.outbound?.idle();
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
    { timeoutMs: 45_000, what: `a private answer to ${user}` },
  );
}

/** Presses a control on a message of the job and waits for the ack. */
export async function press(
  workspace: Workspace,
  at: Asked,
  user: string,
  message: { ts: string },
  actionId: string,
  value?: string,
): Promise<void> {
  const { acked } = await workspace.click({
    user,
    channel: at.channel,
    ts: message.ts,
    actionId,
    ...(value === undefined ? {} : { value }),
  });
  if (!acked) throw new Error(`${actionId} was not acknowledged.`);
}

/** Opens a form by a button, fills it and sends it. */
export async function fill(
  workspace: Workspace,
  at: Asked,
  user: string,
  message: { ts: string },
  actionId: string,
  values: Record<string, string>,
): Promise<void> {
  const open = workspace.views(user).length;
  await press(workspace, at, user, message, actionId);
  const form = await workspace.waitFor((w) => w.views(user)[open], {
    what: `the form of ${actionId}`,
  });
  const sent = await workspace.submit({ user, viewId: form.id, values });
  if (!sent.ok) throw new Error(`The form was refused: ${JSON.stringify(sent)}`);
}

/** Who was pinged by messages of this thread, in order. */
export function pinged(workspace: Workspace, at: Asked): string[] {
  const mine = new Set(fromBot(workspace, at).map((message) => message.ts));
  return workspace.world.state.pings
    .filter((ping) => mine.has(ping.ts))
    .map((ping) => workspace.world.person(ping.user)?.name ?? ping.user);
}
