import { bot, people } from "../../playground/seed/ids.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";
import type { Cards } from "./cards.js";
import type { Database } from "./database.js";
import { placeIds } from "./places.js";
import { goals } from "./scripts.js";
import type { Stage } from "./stage.js";
import { meterUse, type UsedEach } from "./who-used.js";

/** What a job waits for: one question to whoever asks, or the approval of a text. */
export type WaitsFor = "question" | "approval";

/** How a fill went: how long, and who used the machine for each job. */
export interface FillTook {
  seconds: number;
  each: UsedEach;
}

/** How many jobs are on their way to their card at once; more than all workers hold. */
const AT_ONCE = 64;
const PATIENCE_MS = 300_000;
/** Workers for the fill alone, and how many runs each works on. */
const HELPERS = 1;
const HELPER_RUNS_AT_ONCE = 24;

/** So many mentions in threads of their own, each until it has its card. */
export interface FillWith {
  from: number;
  count: number;
  kind: WaitsFor;
}

/** Makes them all, and gives why any did not get its card. */
export async function fillWaiting(
  workspace: Workspace,
  cards: Cards,
  { from, count, kind }: FillWith,
): Promise<string[]> {
  let next = from;
  const lost: string[] = [];
  const lane = async () => {
    while (next < from + count) {
      await oneJob(workspace, cards, next++, kind).catch((error: unknown) => {
        lost.push(error instanceof Error ? error.message : String(error));
      });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return lost;
}

/**
 * Runs `fill` with more hands than are measured later: one more worker, and a database that does not wait for the disk
 * at each commit. Both are over when it resolves. The bot and the worker that stay live through all of it as they are.
 */
export async function withHelpers<T>(
  stage: Stage,
  database: Database,
  jobs: number,
  fill: () => Promise<T>,
): Promise<FillTook & { filled: T }> {
  const helpers = [];
  await database.waitsForDisk(false);
  try {
    for (let n = 0; n < HELPERS; n += 1)
      helpers.push(await stage.start("worker", HELPER_RUNS_AT_ONCE));
    const used = meterUse(stage.houses, database.serverPid);
    const start = performance.now();
    const filled = await fill();
    return { filled, seconds: (performance.now() - start) / 1_000, each: used(jobs) };
  } finally {
    for (const helper of helpers) await stage.end(helper);
    await database.waitsForDisk(true);
  }
}

async function oneJob(
  workspace: Workspace,
  cards: Cards,
  n: number,
  kind: WaitsFor,
): Promise<void> {
  const channel = placeIds[n % placeIds.length] ?? "";
  const threadTs = workspace.say({
    user: people.tom,
    channel,
    text: `Atlas launches on Tuesday, says everybody in this thread. It is note ${n}.`,
  });
  const goal =
    kind === "question"
      ? goals.question
      : `${goals.approval}, and ask <@${people.priya}> to approve`;
  workspace.say({ user: people.maya, channel, threadTs, text: `<@${bot.userId}> ${goal}` });
  await cards.inThread(channel, threadTs, PATIENCE_MS);
}
