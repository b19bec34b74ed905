import { sql } from "kysely";
import type { Transact } from "../domain/transact.js";
import type { ArtifactRows } from "../humans/ports.js";
import type { IntakeRows } from "../intake/ports.js";
import type { SpendLedger } from "../models/ports.js";
import type { OutboxWork, SurfaceRows } from "../slack/outbound/ports.js";
import type { DueParts } from "../runs/sweep-parts.js";
import { freeLeases } from "./free-leases.js";
import { createKysely } from "./pool/kysely.js";
import type { Pool } from "./pool/pool.js";
import { createArtifactRows } from "./rows/artifact-rows.js";
import { createRows } from "./rows/create-rows.js";
import type { CountRead } from "../tools/ports.js";
import { createCountRead } from "./rows/count-read.js";
import { createDueParts } from "./rows/due-parts.js";
import { createOutboxWork } from "./rows/outbox-work.js";
import { createSpendLedger } from "./rows/spend-ledger.js";
import { createTraceRows } from "./rows/trace-rows.js";
import { createSurfaceRows } from "./rows/surface-rows.js";
import { createUnreadable } from "./rows/unreadable.js";
import { createSignals, type Signals } from "./signals.js";
import { createStoreReads, type StoreReads } from "./store-reads.js";
import type { Tables } from "./tables.js";
import { createTransact } from "./transaction.js";

/** Everything the rooms can do with rows; made once a process. */
export interface Store {
  /** One transaction with all rows, at most 5 s; a room asks for the part it needs. */
  transact: Transact<IntakeRows>;
  /** The same for what Slack waits for: it goes before the work of runs. */
  transactNow: Transact<IntakeRows>;
  outboxWork: OutboxWork;
  surface: SurfaceRows;
  signals: Signals;
  spend: SpendLedger;
  /** Keeps a text once, in one statement: the first under its run and key is returned. */
  saveArtifact: ArtifactRows["saveIfAbsent"];
  /** Where the first trace of a run began; null: nowhere yet. */
  traceparent(runId: string): Promise<string | null>;
  /** Keeps that, once and only under the run's lease. */
  keepTraceparent(runId: string, token: number, traceparent: string): Promise<void>;
  /** Counts that a run opens a source, in one statement. */
  countRead: CountRead;
  /** Reads outside a transaction, one statement each. */
  read: StoreReads;
  /** Which parts of a sweep may have something to do. */
  due: DueParts;
  /** After a restore: what may have been posted since the backup is looked for in Slack before it is posted. */
  restored(): Promise<void>;
  /** For a start after which nobody else can be working: what a killed process held is free at once. */
  freeLeases(): Promise<void>;
  /** Stops listening; the pool stays open and is its owner's to end. */
  close(): Promise<void>;
}

/** What the store stands on. `onError` hears of lost listeners; nothing is lost with them. */
export interface StoreDeps {
  pool: Pool;
  /** Where urgent transactions go; the same pool by default. */
  urgentPool?: Pool;
  onError: (error: unknown) => void;
  /** Told once of each call that this program cannot read, by its id. */
  onUnreadable?: (callId: string) => void;
  /** Told why the checkpoints of a run that has ended are kept until retention deletes them. */
  onUntidy?: (error: unknown) => void;
  /** Longest transaction, in milliseconds; default 5,000. */
  limitMs?: number;
}

/** Joins the repositories to a pool whose tables are migrated. */
export function createStore({
  pool,
  urgentPool,
  onError,
  onUnreadable,
  onUntidy = () => undefined,
  limitMs,
}: StoreDeps): Store {
  const db = createKysely<Tables>(pool);
  const limits = {
    onAfterCommitError: onError,
    ...(limitMs === undefined ? {} : { limitMs }),
  };
  const transact = createTransact<Tables>(pool, limits);
  const transactNow = createTransact<Tables>(urgentPool ?? pool, limits);
  const unreadable = createUnreadable((callId) => onUnreadable?.(callId));
  const signals = createSignals(pool, onError);
  return {
    transact: (fn) => transact((tx) => fn(createRows(tx, unreadable, onUntidy))),
    transactNow: (fn) => transactNow((tx) => fn(createRows(tx, unreadable, onUntidy))),
    outboxWork: createOutboxWork(db),
    surface: createSurfaceRows(db),
    signals,
    spend: createSpendLedger(db, transact),
    saveArtifact: (artifact) => createArtifactRows(db).saveIfAbsent(artifact),
    ...createTraceRows(db),
    countRead: createCountRead(db),
    read: createStoreReads(db, unreadable),
    due: createDueParts(db),
    freeLeases: () => freeLeases(db),
    async restored() {
      await sql`select fermata.restored()`.execute(db);
    },
    close: () => signals.close(),
  };
}
