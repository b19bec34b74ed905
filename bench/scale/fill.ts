import { bot, people } from "../../playground/seed/ids.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";
import type { Cards } from "./cards.js";
import { placeIds } from "./places.js";
import { goals } from "./scripts.js";

/** How many jobs are on their way to their card at once. */
const AT_ONCE = 24;
const PATIENCE_MS = 600_000;

/** Says `count` mentions in threads of their own, and waits until each has its card. Every second one is an approval. */
export async function fillWaiting(
  workspace: Workspace,
  cards: Cards,
  from: number,
  count: number,
): Promise<void> {
  let next = from;
  const lane = async () => {
    while (next < from + count) await oneJob(workspace, cards, next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

async function oneJob(workspace: Workspace, cards: Cards, n: number): Promise<void> {
  const channel = placeIds[n % placeIds.length] ?? "";
  const threadTs = workspace.say({
    user: people.tom,
    channel,
    text: `Atlas launches on Tuesday, says everybody in this thread. It is note ${n}.`,
  });
  const goal =
    n % 2 === 0 ? goals.question : `${goals.approval}, and ask <@${people.priya}> to approve`;
  workspace.say({ user: people.maya, channel, threadTs, text: `<@${bot.userId}> ${goal}` });
  await cards.inThread(channel, threadTs, PATIENCE_MS);
}
