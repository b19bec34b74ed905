import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { Redis } from "ioredis";
import { freePort } from "../../../playground/free-port.js";

/** A Redis server of a test's own, that may be stopped, wiped and started again under somebody's feet. */
export interface OwnRedis {
  url: string;
  port: number;
  start(): Promise<void>;
  /** Ends it as an operator would. */
  stop(): Promise<void>;
  kill9(): Promise<void>;
  /** Stops and starts it on the same port. */
  restart(): Promise<void>;
  /** SIGSTOP: it is there and answers nothing. */
  pause(): void;
  resume(): void;
  /** FLUSHALL. */
  flush(): Promise<void>;
  /** Kills it, deletes what it had on disk, and starts it again. */
  loseData(): Promise<void>;
  /** Stops it and leaves nothing behind. */
  remove(): Promise<void>;
}

/** How the server is set up. */
export interface OwnRedisOptions {
  /** Whether it keeps an append-only file; without one it keeps nothing. */
  aof?: boolean;
  /** More settings, such as `["--maxmemory-policy", "allkeys-lru"]`. */
  settings?: readonly string[];
}

/** Why no server can be started here; undefined when one can. */
export function ownRedisMissing(): string | undefined {
  return spawnSync("redis-server", ["--version"]).status === 0 ? undefined : "no redis-server";
}

/** Starts one on a free port, with a folder of its own. */
export async function startOwnRedis(options: OwnRedisOptions = {}): Promise<OwnRedis> {
  const port = await freePort(0);
  const url = `redis://127.0.0.1:${port}`;
  const folder = mkdtempSync(path.join(tmpdir(), "fermata-redis-"));
  const keeps = ["--appendonly", options.aof ? "yes" : "no", "--save", ""];
  const words = ["--port", `${port}`, "--bind", "127.0.0.1", "--dir", folder, ...keeps];
  let child: ChildProcess | undefined;
  const isUp = () => child !== undefined && child.exitCode === null && child.signalCode === null;

  async function start(): Promise<void> {
    if (isUp()) return;
    const started = spawn("redis-server", [...words, ...(options.settings ?? [])], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    child = started;
    let said = "";
    for await (const line of createInterface({ input: started.stdout })) {
      said += `${line}\n`;
      if (!line.includes("Ready to accept connections")) continue;
      started.stdout.resume();
      return;
    }
    throw new Error(`redis-server did not start:\n${said}`);
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (!child || !isUp()) return;
    const gone = once(child, "exit");
    // A stopped process does not hear a SIGTERM.
    child.kill("SIGCONT");
    child.kill(signal);
    await gone;
  }

  await start();
  return {
    url,
    port,
    start,
    stop: () => end("SIGTERM"),
    kill9: () => end("SIGKILL"),
    async restart() {
      await end("SIGTERM");
      await start();
    },
    pause: () => void child?.kill("SIGSTOP"),
    resume: () => void child?.kill("SIGCONT"),
    async flush() {
      const redis = new Redis(url);
      await redis.flushall();
      redis.disconnect();
    },
    async loseData() {
      await end("SIGKILL");
      rmSync(path.join(folder, "appendonlydir"), { recursive: true, force: true });
      await start();
    },
    async remove() {
      await end("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
