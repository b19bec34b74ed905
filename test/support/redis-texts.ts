import { Redis } from "ioredis";

/** Every key of a Redis server with all that it holds, as text. */
export async function redisTexts(url: string): Promise<string[]> {
  const redis = new Redis(url);
  const readers: Record<string, (key: string) => Promise<unknown>> = {
    string: (key) => redis.get(key),
    hash: (key) => redis.hgetall(key),
    list: (key) => redis.lrange(key, 0, -1),
    set: (key) => redis.smembers(key),
    zset: (key) => redis.zrange(key, "0", "-1"),
    stream: (key) => redis.xrange(key, "-", "+"),
  };
  try {
    const texts: string[] = [];
    for (const key of await redis.keys("*")) {
      const read = readers[await redis.type(key)];
      texts.push(`${key} ${JSON.stringify(read ? await read(key) : null)}`);
    }
    return texts;
  } finally {
    redis.disconnect();
  }
}
