import { bot, people, team } from "../../playground/seed/ids.js";
import type { Message } from "../../playground/workspace/types.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";
import type { App } from "../../src/app.js";
import { ask, type Asked, cardWith, controls, press, read } from "./steps.js";

/** The channel that the tests post in, as a message names it. */
export const news = "<#C0NEWS0001|company-news>";

/** Asks for a brief that Priya approves and that is then posted in #company-news. */
export function askForPost(workspace: Workspace, more = ""): Asked {
  return ask(
    workspace,
    `turn this thread into a launch brief${more}, then post it in ${news} once <@${people.priya}> is happy`,
  );
}

/** What Fermata has posted in a channel at top level, oldest first. */
export function postsIn(workspace: Workspace, channel = "company-news"): Message[] {
  return workspace
    .messages(channel)
    .filter((one) => one.bot_id === bot.botId && one.subtype !== "tombstone");
}

/** The words of a card as it stands now. */
export function cardNow(workspace: Workspace, at: Asked, card: { ts: string }): string {
  return read(workspace.message(at.channel, card.ts) ?? { text: "" });
}

/** The card as soon as it says something. */
export function cardSays(
  workspace: Workspace,
  at: Asked,
  card: { ts: string },
  words: RegExp,
): Promise<string> {
  return workspace.waitFor(
    () => {
      const now = cardNow(workspace, at, card);
      return words.test(now) ? now : undefined;
    },
    { timeoutMs: 45_000, what: `the card to say ${String(words)}` },
  );
}

/** Approves, and resolves with the card when Undo can be pressed. */
export async function approved(
  workspace: Workspace,
  at: Asked,
  card?: Message,
  user = "priya",
): Promise<Message> {
  const asked = card ?? (await cardWith(workspace, at, "call.approve"));
  await press(workspace, at, user, asked, "call.approve");
  return workspace.waitFor(
    (w) => {
      const now = w.message(at.channel, asked.ts);
      return controls(now).includes("run.undo") ? now : undefined;
    },
    { timeoutMs: 45_000, what: "Undo on the card" },
  );
}

/** The run of a message that asked. */
export async function runOf(app: App, at: Asked): Promise<string> {
  const channel = "C0LAUNCH01";
  const found = await app.store.read.requests.byMessage(team.id, channel, at.ts);
  return found?.runId ?? "";
}
