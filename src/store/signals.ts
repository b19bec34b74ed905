import type { OutboxSignal } from "../slack/outbound/ports.js";
import type { Notification, Pool, PoolClient } from "./pool/pool.js";
import { OUTBOX_CHANNEL } from "./rows/outbox-rows.js";
import { RUN_CHANNEL } from "./rows/run-rows.js";
import { outsideTransaction } from "./transaction-scope.js";

/** What other transactions, in this or another process, have to say once they are committed. */
export interface Signals extends OutboxSignal {
  /** Somebody wants this run stopped. Only a hint: the row says it too. */
  onRunSignal(fn: (runId: string) => void): () => void;
  /** Hears that the database is back after its connection was lost; it may have gone back to an older state. */
  onReturn(fn: () => void): void;
  /** Resolves when the database is listened to; also after a reconnection. */
  listening(): Promise<void>;
  close(): Promise<void>;
}

const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 5_000;

/**
 * Listens on one client of its own, from the first subscription on. A lost server is found again, and then the
 * outbox is reported as changed, for what may have been said meanwhile.
 */
export function createSignals(pool: Pool, onError: (error: unknown) => void): Signals {
  const onOutbox = new Set<() => void>();
  const onRun = new Set<(runId: string) => void>();
  const onReturn = new Set<() => void>();
  let wasLost = false;
  let client: PoolClient | undefined;
  let connected: Promise<void> | undefined;
  let retry: NodeJS.Timeout | undefined;
  let delayMs = FIRST_DELAY_MS;
  let closed = false;

  function hear(message: Notification): void {
    if (message.channel === OUTBOX_CHANNEL) for (const fn of onOutbox) fn();
    if (message.channel === RUN_CHANNEL) for (const fn of onRun) fn(message.payload ?? "");
  }

  function lost(from: PoolClient, error: Error): void {
    if (client !== from) return;
    client = undefined;
    wasLost = true;
    from.release(error);
    again(error);
  }

  function again(error: unknown): void {
    if (closed) return;
    onError(error);
    connected = new Promise((resolve, reject) => {
      retry = setTimeout(() => connect().then(resolve, reject), delayMs);
    });
    delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS);
  }

  async function connect(): Promise<void> {
    let taken: PoolClient | undefined;
    try {
      const fresh = await pool.connect();
      taken = fresh;
      fresh.on("notification", hear);
      fresh.on("error", (error) => lost(fresh, error));
      fresh.on("end", () => lost(fresh, new Error("The connection that listens has ended.")));
      await fresh.query(`listen ${OUTBOX_CHANNEL}`);
      await fresh.query(`listen ${RUN_CHANNEL}`);
      if (closed) return fresh.release(true);
      client = fresh;
      delayMs = FIRST_DELAY_MS;
      for (const fn of onOutbox) fn();
      if (wasLost) for (const fn of onReturn) fn();
      wasLost = false;
    } catch (error) {
      taken?.release(true);
      again(error);
      await connected;
    }
  }

  function subscribe<F>(to: Set<F>, fn: F): () => void {
    to.add(fn);
    connected ??= outsideTransaction(connect);
    return () => void to.delete(fn);
  }

  return {
    onChange: (fn) => subscribe(onOutbox, fn),
    onRunSignal: (fn) => subscribe(onRun, fn),
    onReturn: (fn) => void onReturn.add(fn),
    listening: () => connected ?? Promise.resolve(),
    async close() {
      closed = true;
      clearTimeout(retry);
      const last = client;
      client = undefined;
      // Thrown away, not given back: the next user would hear what it listens to.
      last?.release(true);
    },
  };
}
