import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** How the bot's process is doing. */
export type BotState = "up" | "down" | "starting";

/** The bot as a child process in a group of its own, so that all of it can be killed at once. */
export interface BotChild {
  state(): BotState;
  kills(): number;
  pid(): number | undefined;
  /** kill -9 of the whole group in mid-work; it is started again at once. */
  pullThePlug(): Promise<void>;
  /** The bot can be reached. */
  connected(): void;
  stop(): Promise<void>;
}

/** A bot that ends by itself this often in a row is not started again. */
const MAX_QUICK_ENDS = 3;
const QUICK_MS = 20_000;

/** Starts the bot by `npm start`'s own script and keeps it running. */
export function startBotChild(options: {
  script: string;
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  onLine: (line: string) => void;
  onGivenUp: (lastLines: string[]) => void;
}): BotChild {
  let child: ChildProcess | undefined;
  let state: BotState = "starting";
  let kills = 0;
  let stopping = false;
  let quickEnds = 0;
  let lastLines: string[] = [];

  const start = () => {
    state = "starting";
    const startedAt = Date.now();
    const spawned = spawn(process.execPath, [options.script, ...options.args], {
      cwd: options.cwd,
      env: options.env,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    child = spawned;
    lastLines = [];
    for (const stream of [spawned.stdout, spawned.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        for (const line of text.split("\n").filter((part) => part !== "")) {
          lastLines = [...lastLines, line].slice(-20);
          options.onLine(line);
        }
      });
    }
    spawned.once("exit", (_code, signal) => {
      if (child !== spawned) return;
      state = "down";
      if (stopping || signal === "SIGKILL") return;
      quickEnds = Date.now() - startedAt < QUICK_MS ? quickEnds + 1 : 0;
      if (quickEnds >= MAX_QUICK_ENDS) options.onGivenUp(lastLines);
      else start();
    });
  };

  const signalGroup = async (signal: NodeJS.Signals) => {
    const running = child;
    if (!running?.pid || running.exitCode !== null || running.signalCode !== null) return;
    const gone = once(running, "exit");
    process.kill(-running.pid, signal);
    await gone;
  };

  start();
  return {
    state: () => state,
    kills: () => kills,
    pid: () => child?.pid,
    connected() {
      if (state === "starting") state = "up";
    },
    async pullThePlug() {
      kills += 1;
      await signalGroup("SIGKILL");
      start();
    },
    async stop() {
      stopping = true;
      await signalGroup("SIGTERM");
    },
  };
}
