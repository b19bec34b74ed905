import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "../../src/clock.js";
import { readSettings } from "../../src/config.js";
import { examine } from "../../src/app/doctor/doctor.js";
import { readManifest } from "../../playground/manifest.js";
import { credentials } from "../../playground/seed/ids.js";
import type { WorkspaceOptions } from "../../playground/workspace/options.js";
import { startWorkspace } from "../../playground/workspace/workspace.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";
import { root } from "../tree.js";
import { freshDataDir } from "./data-dir.js";
import { startKeyedModelServer } from "./keyed-model-server.js";

/** What the doctor said, read back from its own last line. */
export interface Said {
  text: string;
  isWell: boolean;
  broken: string[];
  problems: { what: string; fix: string }[];
}

/** Settings of which every one is right, with the servers behind them. */
export interface WellSetup {
  env: Record<string, string>;
  workspace: Workspace;
  /** Every secret in it. */
  secrets: string[];
  /** Writes a config file and returns its path. */
  configFile(text: string): string;
  /** Another workspace, e.g. one that gave fewer scopes; returns its `SLACK_API_URL`. */
  anotherWorkspace(options: WorkspaceOptions): Promise<string>;
  /** Has the doctor look, with some settings changed. */
  examine(changes?: Record<string, string>, clock?: Clock): Promise<Said>;
  stop(): Promise<void>;
}

const MODEL_KEY = "sk-test-canary-doctor-77ab01";

/** Starts workspace and model server, and makes a data directory. */
export async function startWellSetup(): Promise<WellSetup> {
  const dataDir = await freshDataDir();
  const { scopes } = await readManifest(join(root, "manifest.yml"));
  const workspaces = [await startWorkspace({ scopes })];
  const workspace = workspaces[0]!;
  const model = await startKeyedModelServer({ key: MODEL_KEY, models: ["gpt-5-mini", "gpt-5"] });
  const env: Record<string, string> = {
    SLACK_BOT_TOKEN: credentials.botToken,
    SLACK_APP_TOKEN: credentials.appToken,
    SLACK_API_URL: workspace.apiUrl,
    OPENAI_API_KEY: MODEL_KEY,
    OPENAI_BASE_URL: model.baseUrl,
    DATA_DIR: dataDir,
    PORT: "0",
  };
  return {
    env,
    workspace,
    secrets: [credentials.botToken, credentials.appToken, MODEL_KEY],
    configFile(text) {
      const path = join(dataDir, "fermata.config.yml");
      writeFileSync(path, text);
      return path;
    },
    async anotherWorkspace(options) {
      const another = await startWorkspace(options);
      workspaces.push(another);
      return another.apiUrl;
    },
    async examine(changes = {}, clock) {
      const settings = readSettings({ ...env, ...changes });
      const { text, isWell } = await examine(settings, clock === undefined ? {} : { clock });
      return { text, isWell, ...lastLine(text) };
    },
    async stop() {
      for (const one of workspaces) await one.stop();
      await model.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The line of JSON that the text ends with. */
export function lastLine(text: string): Pick<Said, "broken" | "problems"> {
  const { results } = JSON.parse(text.trim().split("\n").at(-1) ?? "") as {
    results: Record<string, { state: string; problems?: { what: string; fix: string }[] }>;
  };
  const broken = Object.entries(results).filter(([, one]) => one.state === "broken");
  return {
    broken: broken.map(([key]) => key),
    problems: broken.flatMap(([, one]) => one.problems ?? []),
  };
}
