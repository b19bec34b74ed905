import { EventEmitter } from "node:events";
import type { CustomTypesConfig } from "pg";
import { fail } from "../../errors.js";
import { readListening } from "./listen.js";
import type { PgliteLink } from "./pglite-link.js";
import type { Notification, PoolClient, QueryConfig, QueryResult } from "./pool.js";

/** What a client of the embedded database is given. */
export interface PgliteClientOptions {
  link: PgliteLink;
  searchPath: string;
  types: CustomTypesConfig;
  /** How long a transaction may keep everybody else waiting, in milliseconds. */
  transactionLimitMs: number;
  /** Its turns come before those of clients that are not urgent. */
  urgent: boolean;
  /** Whether the backend keeps the plans of its statements; not while tables are made. */
  keepPlans: boolean;
  onError: (error: Error) => void;
}

// Statements after which the backend's search_path is not known.
const MOVES_PATH = /search_path|\bdiscard\b|\breset\b/i;

/** A client among many on the one backend: it waits for its turn, and keeps it while its transaction is open. */
export function createPgliteClient(options: PgliteClientOptions): PoolClient {
  const { link } = options;
  const events = new EventEmitter();
  events.setMaxListeners(0);
  const channels = new Set<string>();
  let free: (() => void) | undefined;
  let watchdog: NodeJS.Timeout | undefined;
  let overrun: Error | undefined;
  let released = false;
  let last: Promise<unknown> = Promise.resolve();

  const listener = {
    hears: (channel: string) => channels.has(channel),
    tell: (message: Notification) => void events.emit("notification", message),
  };
  link.listeners.add(listener);

  function endTurn(): void {
    clearTimeout(watchdog);
    watchdog = undefined;
    const end = free;
    free = undefined;
    end?.();
  }

  /** Rolls back after the statement under way, then lets the others go on. */
  async function abandon(): Promise<void> {
    await settled(last);
    if (!free) return;
    try {
      if (link.inTransaction()) await link.client.query("rollback");
    } catch (error) {
      options.onError(error instanceof Error ? error : new Error(String(error)));
    } finally {
      endTurn();
    }
  }

  function onOverrun(): void {
    overrun = fail("TRANSACTION_TOO_LONG");
    void abandon();
  }

  function afterStatement(): void {
    if (overrun) return;
    if (!link.inTransaction()) endTurn();
    else if (released) void abandon();
    else watchdog ??= setTimeout(onOverrun, options.transactionLimitMs).unref();
  }

  async function run(config: QueryConfig): Promise<QueryResult> {
    if (released) throw new Error("This client was given back to its pool.");
    if (overrun) {
      // The rollback that everybody sends after a failure finds it done.
      const error = overrun;
      if (!/^\s*rollback\b/i.test(config.text)) throw error;
      overrun = undefined;
      return { rows: [], rowCount: 0, command: "ROLLBACK", fields: [] };
    }
    free ??= await link.take(options.searchPath, options.urgent);
    try {
      const listening = readListening(config.text);
      const stillHeard =
        listening?.verb === "unlisten" && remove(channels, listening.channel, link, listener);
      if (stillHeard) return { rows: [], rowCount: null, command: "UNLISTEN", fields: [] };
      const result: unknown = await link.client.query({
        text: config.text,
        name: options.keepPlans ? link.nameOf(config) : config.name,
        values: config.values ? [...config.values] : undefined,
        rowMode: config.rowMode,
        types: config.types ?? options.types,
      } as { text: string });
      if (listening?.verb === "listen") channels.add(listening.channel);
      return result as QueryResult;
    } finally {
      if (MOVES_PATH.test(config.text)) link.forgetSearchPath();
      afterStatement();
    }
  }

  const client: PoolClient = {
    query<Row>(statement: string | QueryConfig, values?: readonly unknown[]) {
      const config = typeof statement === "string" ? { text: statement } : statement;
      // Statements of one client run one after the other, as they do on a socket.
      const mine = settled(last).then(() => run({ ...config, values: values ?? config.values }));
      last = mine;
      return mine as Promise<QueryResult<Row>>;
    },
    on(event: string, handler: (...given: never[]) => void) {
      events.on(event, handler as () => void);
      return client;
    },
    removeListener(event, handler) {
      events.removeListener(event, handler as () => void);
      return client;
    },
    removeAllListeners(event) {
      events.removeAllListeners(event);
      return client;
    },
    release() {
      if (released) return;
      released = true;
      link.listeners.delete(listener);
      channels.clear();
      if (free) void abandon();
    },
  };
  // Part of pg's client that BullMQ looks at; there is no socket here that could go silent.
  return Object.assign(client, { connection: { stream: { setKeepAlive: () => undefined } } });
}

/** Forgets a channel for one client; true while another client still listens to it. */
function remove(
  channels: Set<string>,
  channel: string,
  link: PgliteLink,
  self: { hears(channel: string): boolean },
): boolean {
  if (channel === "*") channels.clear();
  else channels.delete(channel);
  const others = [...link.listeners].filter((other) => other !== self);
  return channel === "*" ? others.length > 0 : others.some((other) => other.hears(channel));
}

/** Waits until a promise is over, however it ends: its owner handles the outcome. */
function settled(promise: Promise<unknown>): Promise<void> {
  return promise.then(
    () => undefined,
    () => undefined,
  );
}
