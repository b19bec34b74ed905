import { people } from "../../playground/seed/ids.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";
import type { Card } from "./cards.js";

const PATIENCE_MS = 120_000;

/** Approves a card and gives the milliseconds until people see that it is decided. */
export async function approve(workspace: Workspace, card: Card): Promise<number> {
  const start = performance.now();
  const settled = seen(workspace, () => {
    const message = workspace.world.message(card.channel, card.ts);
    return !JSON.stringify(message?.blocks ?? []).includes(`"action_id":"${card.button}"`);
  });
  const { acked } = await workspace.click({
    user: people.priya,
    channel: card.channel,
    ts: card.ts,
    actionId: card.button,
  });
  if (!acked) throw new Error("A click was not acknowledged.");
  await settled;
  return performance.now() - start;
}

/** Approves many, so many at once; gives the times, and why any of them was not shown as decided. */
export async function approveAll(
  workspace: Workspace,
  cards: readonly Card[],
  atOnce: number,
): Promise<{ times: number[]; lost: string[] }> {
  const times: number[] = [];
  const lost: string[] = [];
  const left = [...cards];
  const lane = async () => {
    for (let card = left.shift(); card; card = left.shift()) {
      try {
        times.push(await approve(workspace, card));
      } catch (error) {
        lost.push(error instanceof Error ? error.message : String(error));
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return { times, lost };
}

/** Takes so many cards away from the list, at random. */
export function takeRandom(cards: Card[], count: number): Card[] {
  const taken: Card[] = [];
  while (taken.length < count && cards.length > 0) {
    taken.push(...cards.splice(Math.floor(Math.random() * cards.length), 1));
  }
  return taken;
}

function seen(workspace: Workspace, isSo: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = workspace.world.onChange(() => {
      if (!isSo()) return;
      clearTimeout(timer);
      stop();
      resolve();
    });
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`A decision was not shown in ${PATIENCE_MS} ms.`));
    }, PATIENCE_MS);
  });
}
