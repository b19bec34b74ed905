import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { freePort } from "../../playground/free-port.js";

/** A Redis server of a test's own. */
export interface OwnRedis {
  url: string;
  stop(): Promise<void>;
}

/** Why no server can be started here; undefined when one can. */
export function ownRedisMissing(): string | undefined {
  return spawnSync("redis-server", ["--version"]).status === 0 ? undefined : "no redis-server";
}

/** Starts one in memory, with settings such as `["--maxmemory-policy", "allkeys-lru"]`. */
export async function startOwnRedis(settings: readonly string[]): Promise<OwnRedis> {
  const port = await freePort(0);
  const child = spawn(
    "redis-server",
    ["--port", `${port}`, "--bind", "127.0.0.1", "--save", "", ...settings],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const gone = once(child, "exit");
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.includes("Ready to accept connections")) break;
  }
  child.stdout.resume();
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      child.kill();
      await gone;
    },
  };
}
