import { createPostgresBackend, Queue, Worker, type Processor, type WorkerOptions } from "bullmq";
import { Redis } from "ioredis";
import { fail, isDatabaseOutage } from "../errors.js";

/** The part of a pool that BullMQ uses; its search path is the schema `bullmq`. */
export type QueuePool = Extract<
  Parameters<typeof createPostgresBackend>[1]["connection"],
  { connect(): unknown }
>;

/** Where the jobs are: Redis when `redisUrl` is set, else the database behind `pool`. */
export interface QueuePlace {
  pool?: QueuePool | undefined;
  redisUrl?: string | undefined;
  /** Keeps several installations on one server apart. */
  prefix: string;
}

/** Makes queues and workers at one place; `close` ends what it opened itself. */
export interface QueueConnection {
  queue(): Queue;
  worker(process: Processor, options: Omit<WorkerOptions, "connection" | "prefix">): Worker;
  /**
   * Resolves when a queue or worker can be used. BullMQ asks the database once whether its tables are there, and where that
   * fails it never asks again: then this rejects with DATABASE_UNREACHABLE. Redis may come later.
   */
  opened(of: { waitUntilReady(): Promise<unknown> }): Promise<void>;
  close(): Promise<void>;
}

const QUEUE_NAME = "advance";
/** Nobody reads the library's record of what happened to jobs: the rows say it. */
const streams = { events: { maxLen: 100 } };

/** Opens the place of the jobs; connection errors go to `onError` and never end the process. */
export function connectQueue(
  place: QueuePlace,
  onError: (error: Error) => void,
  name = QUEUE_NAME,
): QueueConnection {
  if (place.redisUrl) return connectRedis(place.redisUrl, place.prefix, name, onError);
  if (!place.pool) throw new Error("The queue needs a pool or a Redis address.");
  return onPool(place.pool, place.prefix, name);
}

function onPool(pool: QueuePool, prefix: string, queueName: string): QueueConnection {
  // The database has one schema for all queues: the prefix goes into the queue's name.
  const name = `${prefix}.${queueName}`;
  const connection = withPauses(pool);
  return {
    queue: () =>
      new Queue(name, { connection, streams }, createPostgresBackend) as unknown as Queue,
    worker: (process, options) =>
      new Worker(
        name,
        process,
        { ...options, connection },
        createPostgresBackend,
      ) as unknown as Worker,
    async opened(of) {
      try {
        await of.waitUntilReady();
      } catch (cause) {
        throw fail("DATABASE_UNREACHABLE", { cause });
      }
    },
    close: async () => undefined,
  };
}

/** BullMQ rests between its tries for this error alone; for every other one of a lost server it would spin. */
function withPauses(pool: QueuePool): QueuePool {
  const known = (error: unknown): unknown =>
    isDatabaseOutage(error)
      ? Object.assign(new Error("The database does not answer.", { cause: error }), {
          code: "ECONNREFUSED",
        })
      : error;
  const retold = {
    connect: async () => {
      try {
        return await pool.connect();
      } catch (error) {
        throw known(error);
      }
    },
    query: async (text: string, values?: unknown[]) => {
      try {
        return await pool.query(text, values);
      } catch (error) {
        throw known(error);
      }
    },
  };
  return Object.assign(Object.create(pool) as QueuePool, retold);
}

function connectRedis(
  url: string,
  prefix: string,
  name: string,
  onError: (error: Error) => void,
): QueueConnection {
  const connection = new Redis(url, { maxRetriesPerRequest: null });
  connection.on("error", onError);
  return {
    queue: () => new Queue(name, { connection, prefix, streams }),
    worker: (process, options) => new Worker(name, process, { ...options, connection, prefix }),
    opened: async () => undefined,
    async close() {
      connection.disconnect();
    },
  };
}
