import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../../playground/free-port.js";
import { credentials } from "../../playground/seed/ids.js";

/** The real bot, started as `npm start` does, in a process group of its own. */
export interface Bot {
  /** Resident memory in megabytes and seconds of processor time so far, where the system tells. */
  usage(): { residentMb: number; cpuSeconds: number } | null;
  /** kill -9 of the whole group. */
  kill(): Promise<void>;
  /** Resolves with its exit code when it has ended by itself or was killed. */
  ended: Promise<number | null>;
  /** The last lines it wrote. */
  lines: string[];
}

/** Budgets that never end a run: the bench is not about money. */
const settings = "budgets:\n  perRunUsd: 100\n  perDayUsd: 100000\n";

/** Arguments for the bot's Node, such as `--cpu-prof`; it is then asked to end instead of being killed. */
const nodeArgs = (process.env["BENCH_NODE_ARGS"] ?? "").split(" ").filter((arg) => arg !== "");

/** Starts the bot against a local workspace and a scripted model. */
export async function startBot(options: {
  apiUrl: string;
  origin: string;
  modelUrl: string;
  folder: string;
  databaseUrl: string | undefined;
}): Promise<Bot> {
  const configFile = join(options.folder, "fermata.config.yml");
  writeFileSync(configFile, settings);
  const lines: string[] = [];
  const child = spawn(process.execPath, [...nodeArgs, "bin/start.mjs"], {
    cwd: process.cwd(),
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env["PATH"],
      HOME: process.env["HOME"],
      SLACK_BOT_TOKEN: credentials.botToken,
      SLACK_APP_TOKEN: credentials.appToken,
      SLACK_API_URL: options.apiUrl,
      PLAYGROUND_ORIGIN: options.origin,
      PORT: String(await freePort(0)),
      OPENAI_API_KEY: "bench",
      OPENAI_BASE_URL: options.modelUrl,
      DATA_DIR: join(options.folder, "data"),
      DATABASE_URL: options.databaseUrl,
      FERMATA_CONFIG: configFile,
      LOG_LEVEL: "warn",
    },
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      lines.push(...text.split("\n").filter((line) => line !== ""));
      lines.splice(0, Math.max(0, lines.length - 200));
    });
  }
  return {
    lines,
    usage: () => usageOf(child),
    kill: () => kill(child),
    ended: new Promise((resolve) => child.once("exit", resolve)),
  };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  process.kill(-child.pid, nodeArgs.length > 0 ? "SIGTERM" : "SIGKILL");
  await gone;
}

const ticksPerSecond = 100;

function usageOf(child: ChildProcess): { residentMb: number; cpuSeconds: number } | null {
  try {
    const stat = readFileSync(`/proc/${child.pid}/stat`, "utf8");
    const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const kb = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0);
    return {
      residentMb: Math.round(kb / 1024),
      cpuSeconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond,
    };
  } catch (error) {
    // Only Linux has these files; the figures are then left out.
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
