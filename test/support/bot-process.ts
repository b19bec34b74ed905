import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { credentials } from "../../playground/seed/ids.js";
import type { Workspace } from "../../playground/workspace/workspace-face.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The script of `npm start`. */
export const startScript = path.join(root, "bin", "start.mjs");

/** The real bot as a process group of its own. */
export interface BotProcess {
  /** Starts it and resolves when it is connected to the workspace. */
  start(): Promise<void>;
  /** kill -9 of the whole group; resolves when it is gone. Nothing if it does not run. */
  kill9(): Promise<void>;
  /** Ends it as an operator would. */
  stop(): Promise<void>;
  running(): boolean;
  /** Everything it said on its error output, over all starts. */
  stderr(): string;
}

/**
 * Compiles the source as `npm run build` does, aside, and returns the program: it starts in half the time. Test files
 * that run side by side have a copy each.
 */
export function compiledBot(): string {
  const side = process.env["JEST_WORKER_ID"] ?? "1";
  const out = path.join(root, "node_modules", ".cache", `fermata-faults-${side}`);
  const tsc = path.join(root, "node_modules", "typescript", "bin", "tsc");
  execFileSync(process.execPath, [tsc, "-p", "tsconfig.build.json", "--outDir", out], {
    cwd: root,
  });
  return path.join(out, "src", "main.js");
}

/** The variables with which the bot finds this workspace and model; nothing else of the machine's. */
export function botEnv(workspace: Workspace, modelUrl: string, dataDir: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env["PATH"],
    HOME: process.env["HOME"],
    SLACK_BOT_TOKEN: credentials.botToken,
    SLACK_APP_TOKEN: credentials.appToken,
    SLACK_API_URL: workspace.apiUrl,
    PLAYGROUND_ORIGIN: workspace.origin,
    OPENAI_API_KEY: "test-key",
    OPENAI_BASE_URL: modelUrl,
    DATA_DIR: dataDir,
    FERMATA_CONFIG: path.join(dataDir, "none.yml"),
    PORT: "0",
    LOG_LEVEL: "warn",
  };
}

/** Makes a bot that can be started, killed and started again. */
export function createBotProcess(options: {
  program: string;
  workspace: Workspace;
  env: NodeJS.ProcessEnv;
  /** `bot` for one without a worker; by default both. */
  role?: "bot";
}): BotProcess {
  let child: ChildProcess | undefined;
  let said = "";
  const isUp = () => child?.pid !== undefined && child.exitCode === null && !child.signalCode;

  const signal = async (name: NodeJS.Signals) => {
    const running = child;
    if (!running?.pid || !isUp()) return;
    const gone = once(running, "exit");
    process.kill(-running.pid, name);
    await gone;
  };

  return {
    async start() {
      const started = spawn(
        process.execPath,
        [options.program, ...(options.role ? [options.role] : [])],
        {
          cwd: root,
          env: options.env,
          detached: true,
          stdio: ["ignore", "ignore", "pipe"],
        },
      );
      child = started;
      started.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
      const died = once(started, "exit").then(() => {
        throw new Error(`The bot ended before it was connected:\n${said}`);
      });
      const up = options.workspace.waitFor((w) => w.connected(), {
        timeoutMs: 120_000,
        what: "the bot to connect",
      });
      // A later end is the test's own doing.
      died.catch(() => undefined);
      await Promise.race([up, died]);
    },
    kill9: () => signal("SIGKILL"),
    stop: () => signal("SIGTERM"),
    running: isUp,
    stderr: () => said,
  };
}
