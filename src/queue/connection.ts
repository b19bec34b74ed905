import { createPostgresBackend, Queue, Worker, type Processor, type WorkerOptions } from "bullmq";
import { Redis } from "ioredis";

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
  close(): Promise<void>;
}

const QUEUE_NAME = "advance";

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

function onPool(connection: QueuePool, prefix: string, queueName: string): QueueConnection {
  // The database has one schema for all queues: the prefix goes into the queue's name.
  const name = `${prefix}.${queueName}`;
  return {
    queue: () => new Queue(name, { connection }, createPostgresBackend) as unknown as Queue,
    worker: (process, options) =>
      new Worker(
        name,
        process,
        { ...options, connection },
        createPostgresBackend,
      ) as unknown as Worker,
    close: async () => undefined,
  };
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
    queue: () => new Queue(name, { connection, prefix }),
    worker: (process, options) => new Worker(name, process, { ...options, connection, prefix }),
    async close() {
      connection.disconnect();
    },
  };
}
