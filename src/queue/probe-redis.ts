import { Redis } from "ioredis";

/** What a Redis server says of itself; null where it does not say. */
export interface RedisFacts {
  version: string | null;
  evictionPolicy: string | null;
  /** Whether it writes to disk, by either way. */
  keepsData: boolean | null;
}

/** Asks a Redis server about itself; throws what the connection or the server said. */
export async function probeRedis(redisUrl: string): Promise<RedisFacts> {
  const redis = new Redis(redisUrl, {
    lazyConnect: true,
    connectTimeout: 5_000,
    commandTimeout: 5_000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let said: Error | undefined;
  redis.on("error", (error) => (said = error));
  try {
    await redis.connect();
    const info = await redis.info();
    // Hosted servers often do not let CONFIG in.
    const save = await redis.config("GET", "save").catch(() => null);
    const snapshots = Array.isArray(save) ? String(save[1] ?? "") !== "" : null;
    const appends = field(info, "aof_enabled");
    return {
      version: field(info, "redis_version"),
      evictionPolicy: field(info, "maxmemory_policy"),
      keepsData: appends === "1" ? true : snapshots,
    };
  } catch (error) {
    // "Connection is closed." hides why.
    throw said ?? error;
  } finally {
    redis.disconnect();
  }
}

function field(info: string, name: string): string | null {
  return new RegExp(`^${name}:(.*?)\\r?$`, "m").exec(info)?.[1] ?? null;
}
