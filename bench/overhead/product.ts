import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { bot, people } from "../../playground/seed/ids.js";
import { startWorkspace } from "../../playground/workspace/workspace.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";
import { startModelServer } from "../../test/support/model-server.js";
import { storyScripts } from "../../test/support/story-scripts.js";
import { manyChannels, placeNames } from "../ack/places.js";
import { tenth } from "../figures.js";
import type { ProductPlace } from "../product-config.js";
import type { Used } from "./meter.js";
import { timeRuns, type Timed } from "./time-runs.js";

/**
 * The whole product, from a person's message to the result in its thread, with no pause between messages. It has a
 * process of its own, as always: the workspace and the model, which are not ours elsewhere, are in this one.
 */
export async function timeProduct(
  store: { databaseUrl: string | undefined; dataDir: string },
  runs: number,
): Promise<Timed & { slackCallsPerRun: number }> {
  const workspace = await startWorkspace({ seed: manyChannels });
  const model = await startModelServer(storyScripts());
  const place: ProductPlace = {
    ...store,
    apiUrl: workspace.apiUrl,
    origin: workspace.origin,
    modelUrl: model.baseUrl,
  };
  const child = fork(fileURLToPath(new URL("app-child.ts", import.meta.url)), [
    JSON.stringify(place),
  ]);
  try {
    if ((await answerOf(child)) !== "ready") throw new Error("The product did not start.");
    let callsBefore = 0;
    const timed = await timeRuns(
      runs,
      async () => {
        child.send("read");
        return (await answerOf(child)) as Used;
      },
      (n) => oneRun(workspace, n),
      () => {
        callsBefore = workspace.calls.length;
      },
    );
    return { ...timed, slackCallsPerRun: tenth((workspace.calls.length - callsBefore) / runs) };
  } finally {
    await stopChild(child);
    await model.stop();
    await workspace.stop();
  }
}

async function answerOf(child: ChildProcess): Promise<unknown> {
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`The product ended with ${String(code)}.`);
  });
  ended.catch(() => undefined);
  const [answer] = await Promise.race([once(child, "message"), ended]);
  return answer;
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.send("stop");
  await gone;
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
    (w) => {
      const last = w.messages(channel).findLast((message) => message.thread_ts === root);
      return JSON.stringify(last?.blocks ?? []).includes("run.redo");
    },
    { timeoutMs: 60_000, what: `the result of run ${n}` },
  );
}
