import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startWorkspace } from "../../playground/workspace/workspace.js";
import { botEnv, startScript } from "../support/bot-process.js";
import { startModelServer } from "../support/model-server.js";
import { storyScripts } from "../support/story-scripts.js";

it("ends in order when it is told to before Slack has taken its first connection", async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), "fermata-early-"));
  const workspace = await startWorkspace({});
  const model = await startModelServer(storyScripts());
  workspace.faults.refuse("too_many_websockets");
  const bot = spawn(process.execPath, [startScript], {
    env: botEnv(workspace, model.baseUrl, dataDir),
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  bot.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  const closed = once(bot, "close");
  await workspace.waitFor((w) => w.faults.refused.length > 0 || undefined, {
    timeoutMs: 120_000,
    what: "Slack to refuse the first connection",
  });
  bot.kill("SIGTERM");
  expect([await closed, said]).toEqual([[0, null], ""]);
  await model.stop();
  await workspace.stop();
  rmSync(dataDir, { recursive: true, force: true });
}, 240_000);
