import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { people } from "../../playground/seed/ids.js";
import { startWorkspace } from "../../playground/workspace/workspace.js";
import { botEnv, createBotProcess, startScript } from "../support/bot-process.js";
import { readKeptRows } from "../support/kept-rows.js";
import { startModelServer } from "../support/model-server.js";
import { ask, cardWith, press, resultOf } from "../support/steps.js";
import { storyScripts } from "../support/story-scripts.js";

/** Starts the bot once more by `npm start`'s own script and waits for its end. */
async function startAnother(env: NodeJS.ProcessEnv): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, [startScript], {
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  const [code] = (await once(child, "close")) as [number];
  return { code, said };
}

it("refuses a second process on one data directory, and the first goes on unharmed", async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), "fermata-second-"));
  const workspace = await startWorkspace({});
  const model = await startModelServer(storyScripts());
  const env = botEnv(workspace, model.baseUrl, dataDir);
  const bot = createBotProcess({ program: startScript, workspace, env });
  await bot.start();
  const at = ask(workspace, `a brief from this thread; ask <@${people.priya}> to approve`);
  const card = await cardWith(workspace, at, "call.approve");

  const second = await startAnother(env);
  expect(second.code).toBe(1);
  expect(second.said).toMatch(/Another process is using this data directory/);
  expect(second.said).toMatch(/Stop the other Fermata, or set DATA_DIR/);
  expect(second.said).not.toMatch(/\n\s+at /);

  await press(workspace, at, "priya", card, "call.approve");
  await resultOf(workspace, at);
  await bot.stop();
  const kept = await readKeptRows(dataDir);
  expect(kept.runs.map((run) => run.endReason)).toEqual(["delivered"]);
  expect([...kept.decisions.values()]).toEqual([1]);
  await model.stop();
  await workspace.stop();
  rmSync(dataDir, { recursive: true, force: true });
}, 240_000);
