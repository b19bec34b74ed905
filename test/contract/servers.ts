import { randomBytes } from "node:crypto";
import { Redis } from "ioredis";
import pg from "pg";
import { noteSkip } from "../support/note-skip.js";

const postgresUrl = process.env.TEST_DATABASE_URL ?? "postgres://postgres@127.0.0.1:5432/test";
const redisUrl = process.env.TEST_REDIS_URL ?? "redis://127.0.0.1:6379";

/** A database or a key space of a suite's own; `drop` leaves the server as it was found. */
export interface Borrowed {
  url: string;
  prefix: string;
  drop(): Promise<void>;
}

async function answers(probe: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await probe();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message || error.name : String(error);
  }
}

async function onServer<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: postgresUrl, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end();
  }
}

async function onRedis<T>(work: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(redisUrl, {
    lazyConnect: true,
    retryStrategy: () => null,
    connectTimeout: 2_000,
  });
  try {
    await redis.connect();
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}

const missing = {
  postgres: await answers(() => onServer((client) => client.query("select 1"))),
  redis: await answers(() => onRedis((redis) => redis.ping())),
};

/** `describe` where the server is there; where it is not, the suite is skipped and says so, or fails under CI. */
export function describeWith(
  server: "embedded" | "postgres" | "redis",
  name: string,
  suite: () => void,
): void {
  describeFor(server === "embedded" ? undefined : missing[server], `${name} (${server})`, suite);
}

/** `describe`, unless something is missing: then as `describeWith` does. */
export function describeFor(reason: string | undefined, name: string, suite: () => void): void {
  if (reason === undefined) {
    describe(name, suite);
    return;
  }
  if (process.env.CI === "true") {
    describe(name, () => it("has its server", () => expect(reason).toBe("a running server")));
    return;
  }
  noteSkip(name, reason);
  describe.skip(name, suite);
}

/** Creates an empty database on the test server. */
export async function borrowDatabase(): Promise<Borrowed> {
  const name = `fermata_test_${randomBytes(6).toString("hex")}`;
  await onServer((client) => client.query(`create database ${name}`));
  const url = new URL(postgresUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    prefix: name,
    async drop() {
      await onServer((client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}

/** A key prefix of its own on the test Redis. */
export function borrowRedis(): Borrowed {
  const prefix = `fermata_test_${randomBytes(6).toString("hex")}`;
  return {
    url: redisUrl,
    prefix,
    async drop() {
      await onRedis(async (redis) => {
        for await (const keys of redis.scanStream({ match: `${prefix}*` })) {
          if (Array.isArray(keys) && keys.length > 0) await redis.del(...(keys as string[]));
        }
      });
    },
  };
}
