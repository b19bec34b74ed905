import { AsyncResource } from "node:async_hooks";
import type { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { createMutex } from "./mutex.js";
import type { Notification } from "./pool.js";
import { createPgliteWire } from "./pglite-wire.js";
import { createStatementNames, type NameStatement } from "./statement-names.js";

/** Somebody who may listen to notifications. */
export interface Listener {
  hears(channel: string): boolean;
  tell(message: Notification): void;
}

/**
 * The one real database connection of an embedded database. PGlite has a single backend, so all
 * clients of all pools take turns on it: per statement, or for a whole transaction.
 */
export interface PgliteLink {
  readonly client: pg.Client;
  readonly listeners: Set<Listener>;
  /** Names of statements on this connection. */
  readonly nameOf: NameStatement;
  /** Waits for the turn, an urgent one before all others; the backend's search_path is then the given one. */
  take(searchPath: string, urgent?: boolean): Promise<() => void>;
  inTransaction(): boolean;
  /** Says that a statement may have changed the backend's search_path. */
  forgetSearchPath(): void;
  onBroken(listener: (error: Error) => void): void;
  close(): Promise<void>;
}

/** A plan made for small tables is wrong for large ones, and nothing here measures tables by itself. */
const PLANS_KEPT_MS = 5_000;

/** Connects pg's client to an opened PGlite; closing the link leaves PGlite open. */
export async function createPgliteLink(db: PGlite): Promise<PgliteLink> {
  const wire = createPgliteWire(db);
  const client = new pg.Client({
    stream: () => wire.stream,
    user: "postgres",
    database: "postgres",
    host: "embedded",
    password: "",
  });
  const listeners = new Set<Listener>();
  const broken: ((error: Error) => void)[] = [];
  const lock = createMutex();
  let current: string | undefined;
  let plannedAt = performance.now();

  client.on("error", (error) => broken.forEach((listener) => listener(error)));
  // A notification arrives in the middle of somebody else's statement: it must not run in their context.
  const deliver = AsyncResource.bind((message: Notification) => {
    for (const listener of listeners) if (listener.hears(message.channel)) listener.tell(message);
  });
  client.on("notification", (message) => setImmediate(deliver, message));
  await client.connect();

  return {
    client,
    listeners,
    nameOf: createStatementNames(),
    async take(searchPath, urgent) {
      const free = await lock(urgent);
      const isOld = performance.now() - plannedAt > PLANS_KEPT_MS;
      if (current === searchPath && !isOld) return free;
      try {
        if (isOld) {
          await client.query("discard plans");
          plannedAt = performance.now();
        }
        await client.query(`set search_path to ${searchPath}`);
        current = searchPath;
      } catch (error) {
        free();
        throw error;
      }
      return free;
    },
    inTransaction: () => wire.transactionStatus() !== "I",
    forgetSearchPath() {
      current = undefined;
    },
    onBroken: (listener) => void broken.push(listener),
    close: () => client.end(),
  };
}
