import { rmSync } from "node:fs";
import { z } from "zod";
import { type App, type AppOptions, type Role, startApp } from "../../src/app.js";
import { type Config, FileConfig } from "../../src/config.js";
import { silentLog } from "../../src/log.js";
import { credentials } from "../../playground/seed/ids.js";
import { startWorkspace } from "../../playground/workspace/workspace.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";
import type { WorkspaceOptions } from "../../playground/workspace/options.js";
import { freshDataDir } from "./data-dir.js";
import { type ModelServer, type Scripts, type Spoil, startModelServer } from "./model-server.js";
import { storyScripts } from "./story-scripts.js";

/** The whole product in this process, on the embedded database, beside a local workspace and a scripted model. */
export interface House {
  app: App;
  /** With `roles`: everything after the first. */
  others: App[];
  workspace: Workspace;
  model: ModelServer;
  config: Config;
  stop(): Promise<void>;
}

/** No waiting between messages: for tests that are not about pace. */
export const fastPace = { postGapMs: 0, editGapMs: 0, perMinute: {} };

/** Slack's three seconds, longer: they are measured on a machine that does nothing else. */
const patience = { ackTimeoutMs: 15_000, triggerTtlMs: 15_000 };

/** Starts a house; `config` replaces parts of the settings, `roles` makes several processes of it. */
export async function startHouse(
  given: {
    scripts?: Scripts;
    /** Looks at each request to the model before it is answered. */
    spoil?: Spoil;
    workspace?: WorkspaceOptions;
    config?: Partial<Config>;
    slack?: Partial<Config["slack"]>;
    file?: Parameters<typeof FileConfig.parse>[0];
    options?: AppOptions;
    roles?: [Role, ...Role[]];
  } = {},
): Promise<House> {
  const own = given.config?.dataDir === undefined ? await freshDataDir() : null;
  const workspace = await startWorkspace({ ...patience, ...given.workspace });
  const model = await startModelServer(given.scripts ?? storyScripts(), given.spoil);
  const config: Config = {
    slack: {
      botToken: credentials.botToken,
      appToken: credentials.appToken,
      signingSecret: undefined,
      apiUrl: workspace.apiUrl,
      ...given.slack,
    },
    port: 0,
    model: {
      apiKey: "sk-test-canary-9f2c7e",
      baseUrl: model.baseUrl,
      fast: "gpt-5-mini",
      strong: "gpt-5",
    },
    playgroundOrigin: workspace.origin,
    databaseUrl: undefined,
    redisUrl: undefined,
    dataDir: own ?? "",
    logLevel: "silent",
    file: fileConfig(given.file),
    fileFolder: own ?? ".",
    ...given.config,
  };
  const start = (role: Role) =>
    startApp(config, role, {
      log: silentLog,
      pace: fastPace,
      sweepEveryMs: 500,
      // The workspace is in this process: when the machine stands still, so does its answer.
      socketPatienceMs: 10_000,
      // Nobody balances the load here.
      farewell: async () => undefined,
      ...given.options,
    });
  const [first, ...rest] = given.roles ?? ["all"];
  const app = await start(first);
  const others = await Promise.all(rest.map(start));
  return {
    app,
    others,
    workspace,
    model,
    config,
    async stop() {
      for (const one of [...others, app]) await one.stop();
      await model.stop();
      await workspace.stop();
      if (own !== null) rmSync(own, { recursive: true, force: true });
    },
  };
}

/** A model that fails fails its job at once: how it is waited for has tests of its own. */
function fileConfig(given: Parameters<typeof FileConfig.parse>[0] = {}): FileConfig {
  const file = FileConfig.parse(given);
  const { models } = z.object({ models: z.object({}).loose().default({}) }).parse(given);
  return "patienceMinutes" in models
    ? file
    : { ...file, models: { ...file.models, patienceMinutes: 0 } };
}
