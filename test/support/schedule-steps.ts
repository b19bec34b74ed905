import { bot, people } from "../../playground/seed/ids.js";
import type { Message } from "../../playground/workspace/types.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";
import type { House } from "./house.js";
import { ask, type Asked, cardWith, controls, press } from "./steps.js";

/** Friday 20 November 2026, 14:00 in Berlin; fires of "every weekday at 9" begin on Monday. */
export const FRIDAY_14 = "2026-11-20T13:00:00Z";
export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Everything the bot said in a channel, at top level or in threads, oldest first. */
export function said(workspace: Workspace, channel: string): Message[] {
  return workspace
    .messages(channel)
    .filter((one) => one.user === bot.userId || one.bot_id === bot.botId);
}

/** Top-level messages of the bot in a channel that are not there yet among the known ones. */
export function newIn(workspace: Workspace, channel: string, known: Message[]): Message[] {
  const seen = new Set(known.map((one) => one.ts));
  return said(workspace, channel).filter((one) => !seen.has(one.ts) && !one.thread_ts);
}

/** The next message at top level after `known`. */
export function nextIn(workspace: Workspace, channel: string, known: Message[]): Promise<Message> {
  return workspace.waitFor((w) => newIn(w, channel, known)[0], {
    timeoutMs: 45_000,
    what: `a message in ${channel}`,
  });
}

/** Asks for a schedule and confirms it. */
export async function confirmed(
  house: House,
  text: string,
  where: Parameters<typeof ask>[2] = {},
): Promise<{ at: Asked; card: Message; id: string }> {
  const { workspace } = house;
  const at = ask(workspace, text, where);
  const card = await cardWith(workspace, at, "schedule.confirm");
  await press(workspace, at, where.user ?? people.maya, card, "schedule.confirm");
  const saved = await workspace.waitFor(
    (w) => {
      const now = w.message(at.channel, card.ts);
      return now && controls(now).includes("schedule.pause") ? now : undefined;
    },
    { timeoutMs: 45_000, what: "the saved card" },
  );
  return { at, card: saved, id: valueOf(saved, "schedule.pause") };
}

/** The value that a control of a message carries. */
export function valueOf(message: Message, actionId: string): string {
  const found = new RegExp(`"action_id":"${actionId.replace(".", "\\.")}","value":"([^"]*)"`).exec(
    JSON.stringify(message.blocks ?? []),
  );
  if (!found) throw new Error(`No ${actionId}.`);
  return found[1] ?? "";
}
