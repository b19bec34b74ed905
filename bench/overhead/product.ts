import { bot, people } from "../../playground/seed/ids.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";
import { startHouse } from "../../test/support/house.js";
import { storyScripts } from "../../test/support/story-scripts.js";
import { tenth } from "../figures.js";
import { manyChannels, placeNames } from "../ack/places.js";
import { timeRuns, type Timed } from "./time-runs.js";

/** The whole product in this process: from a person's message to the result in its thread, no pause between messages. */
export async function timeProduct(
  store: { databaseUrl: string | undefined; dataDir: string },
  runs: number,
): Promise<Timed & { slackCallsPerRun: number }> {
  const house = await startHouse({
    scripts: storyScripts(),
    workspace: { seed: manyChannels },
    config: store,
    file: { budgets: { perRunUsd: 100, perDayUsd: 100_000 } },
    options: { sweepEveryMs: 2_000 },
  });
  try {
    const { workspace } = house;
    let callsBefore = 0;
    const timed = await timeRuns(
      runs,
      (n) => oneRun(workspace, n),
      () => {
        callsBefore = workspace.calls.length;
      },
    );
    const slackCallsPerRun = tenth((workspace.calls.length - callsBefore) / runs);
    return { ...timed, slackCallsPerRun };
  } finally {
    await house.stop();
  }
}

async function oneRun(workspace: Workspace, n: number): Promise<void> {
  const channel = placeNames[n % placeNames.length] ?? "";
  const root = workspace.say({
    user: people.tom,
    channel,
    text: "Atlas launches on Tuesday, says everybody in this thread.",
  });
  workspace.say({
    user: people.maya,
    channel,
    threadTs: root,
    text: `<@${bot.userId}> turn this thread into a one-page launch brief`,
  });
  await workspace.waitFor(
    (w) =>
      w.messages(channel, root).some((m) => JSON.stringify(m.blocks ?? []).includes("run.redo")),
    { timeoutMs: 60_000, what: `the result of run ${n}` },
  );
}
