import { bot, people } from "../../playground/seed/ids.js";
import type { Card } from "./cards.js";
import type { Stage } from "./stage.js";
import { approve } from "./waiting-clicks.js";

/** Seconds after a start of everything until each thing could be seen. */
export interface Restarted {
  connectedSeconds: number;
  /** The first answer is on its card. */
  answeredSeconds: number;
  /** The job of that answer has its result in the thread: it is finished. */
  finishedSeconds: number;
}

/** Stops all processes, starts them again, and answers a card as soon as the bot is connected. */
export async function restartAndAnswer(stage: Stage, card: Card): Promise<Restarted> {
  const { workspace } = stage;
  await stage.stopHouses();
  await workspace.waitFor((w) => !w.connected(), { timeoutMs: 30_000, what: "the lost socket" });
  const start = performance.now();
  const seconds = () => Math.round((performance.now() - start) / 10) / 100;
  const started = Promise.all([stage.start("bot"), stage.start("worker")]);
  await workspace.waitFor((w) => w.connected(), { timeoutMs: 120_000, what: "the bot" });
  const connectedSeconds = seconds();
  await approve(workspace, card);
  const answeredSeconds = seconds();
  await workspace.waitFor(
    (w) =>
      w
        .messages(card.channel)
        .some(
          (one) =>
            one.thread_ts === card.threadTs &&
            one.user === bot.userId &&
            JSON.stringify(one.blocks ?? []).includes("run.redo"),
        ),
    { timeoutMs: 120_000, what: `the result that ${people.priya} approved` },
  );
  const finishedSeconds = seconds();
  await started;
  return { connectedSeconds, answeredSeconds, finishedSeconds };
}
