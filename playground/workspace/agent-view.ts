import type { AgentSession, Message, StatusLine, SuggestedPrompts } from "./types.js";
import type { World } from "./world.js";

/** How long a status line stays when the app neither answers nor renews it. */
export const statusLineMs = 2 * 60_000;

/** The session of one thread, when the app opened one. */
export function sessionIn(
  world: World,
  channel: string,
  threadTs: string,
): AgentSession | undefined {
  return world.state.sessions?.find((one) => one.channel === channel && one.threadTs === threadTs);
}

/** Opens a session on a thread; the thread must not have one. */
export function openSession(world: World, session: AgentSession): void {
  (world.state.sessions ??= []).push(session);
}

/** The status lines people see now: none is older than two minutes of the workspace's clock. */
export function statusLinesNow(world: World): StatusLine[] {
  const nowMs = world.clock.now().getTime();
  return (world.state.statusLines ?? []).filter((line) => nowMs - line.atMs < statusLineMs);
}

/** Shows a status line, or takes it away when `status` is empty. */
export function showStatusLine(world: World, line: Omit<StatusLine, "atMs">): void {
  dropStatusLine(world, line.channel, line.threadTs);
  if (line.status !== "") {
    (world.state.statusLines ??= []).push({ ...line, atMs: world.clock.now().getTime() });
    // Open pages look again when its time is over; a test's clock moves without this.
    setTimeout(() => world.touch(), statusLineMs).unref();
  }
  world.touch();
}

function dropStatusLine(world: World, channel: string, threadTs: string): void {
  const { state } = world;
  state.statusLines = (state.statusLines ?? []).filter(
    (line) => line.channel !== channel || line.threadTs !== threadTs,
  );
}

/** The prompts shown in the app's direct message now. */
export function promptsIn(world: World, channel: string): SuggestedPrompts | undefined {
  return world.state.prompts?.find((one) => one.channel === channel);
}

/** Replaces the prompts of a direct message. */
export function showPrompts(world: World, prompts: SuggestedPrompts): void {
  dropPrompts(world, prompts.channel);
  (world.state.prompts ??= []).push(prompts);
  world.touch();
}

function dropPrompts(world: World, channel: string): void {
  world.state.prompts = (world.state.prompts ?? []).filter((one) => one.channel !== channel);
}

/** What a new message ends: the app's status line by its own reply, the prompts by a person's message. */
export function afterMessage(world: World, channel: string, message: Message): void {
  if (message.bot_id === world.state.bot.botId) {
    if (message.thread_ts !== undefined) dropStatusLine(world, channel, message.thread_ts);
  } else {
    dropPrompts(world, channel);
  }
}
