import type { OutboxItem } from "../../domain/outbox-item.js";

/** An outbox row that must be brought to Slack. */
export interface DueRow {
  item: OutboxItem;
  /** The version to show; report exactly this one back. */
  version: number;
  /** Slack's ts where the message is posted already: then it is an edit. */
  ts: string | null;
  attempts: number;
  /** The last try may have reached Slack: read back before posting again. */
  unknownOutcome: boolean;
  createdAt: Date;
}

/** The writer's side of the outbox. Each method is one short transaction of its own. */
export interface OutboxWork {
  /**
   * Leases up to `limit` rows whose content is not shown yet and whose `next_at` has passed, oldest first,
   * at most one lease a row (`for update skip locked`, database clock).
   */
  takeDue(limit: number, leaseMs: number): Promise<DueRow[]>;
  /** Marks that a post is about to be tried, so that a crash now is read back later. */
  markTrying(opKey: string): Promise<void>;
  /** Slack has this version. A newer version makes the row due again. */
  shown(opKey: string, version: number, ts: string | null): Promise<void>;
  /** Try again not before `delayMs` from now. */
  later(
    opKey: string,
    delayMs: number,
    why: { code: string; unknownOutcome: boolean; countAttempt: boolean },
  ): Promise<void>;
  /** Give up: an operator can see the code. */
  dead(opKey: string, code: string): Promise<void>;
  /** Milliseconds until the next row may be sent, or null. */
  msUntilDue(): Promise<number | null>;
}

/** What a workspace refused before, e.g. `block:table`. */
export interface SurfaceRows {
  refused(team: string): Promise<Set<string>>;
  remember(team: string, what: string): Promise<void>;
}

/** Wakes the writer as soon as rows were committed, in this or another process. */
export interface OutboxSignal {
  onChange(fn: () => void): () => void;
}
