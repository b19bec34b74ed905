import type { OutboxItem } from "../../domain/outbox-item.js";

/** An outbox row that must be brought to Slack. */
export interface DueRow {
  item: OutboxItem;
  /** The version to show; report exactly this one back. */
  version: number;
  /** Slack's ts where the message is posted already: then it is an edit. */
  ts: string | null;
  attempts: number;
  /** Tries that failed although Slack answered. */
  inVain: number;
  /** Why the last try that counts failed. */
  lastCode: string | null;
  /** The last try may have reached Slack: read back before posting again. */
  unknownOutcome: boolean;
  /** Its last writer is gone without a word: the lease ran out. */
  leftBehind: boolean;
  createdAt: Date;
  /** The fencing token of this lease. */
  token: number;
}

/** Which lease on a row is meant: whoever takes the row later has a higher token. */
export type Held = { item: Pick<OutboxItem, "opKey">; token: number };

/** What became of a report that Slack has a row. */
export interface Reported {
  /** False: another writer has taken the row since; what it did stands. */
  held: boolean;
  /** What stands for the row in Slack now, as a rule a message's ts; another one than reported was there before. */
  ts: string | null;
}

/** The writer's side of the outbox. Each method is one short transaction of its own. */
export interface OutboxWork {
  /**
   * Leases up to `limit` rows whose content is not shown yet and whose `next_at` has passed, oldest first,
   * at most one lease a row (`for update skip locked`, database clock).
   */
  takeDue(limit: number, leaseMs: number): Promise<DueRow[]>;
  /** Extends the leases of rows under way, as far as they are still ours; gives the keys of those. */
  renew(rows: readonly Held[], leaseMs: number): Promise<Set<string>>;
  /**
   * Right before a post is tried: extends the lease and marks the row, so that a crash now is read back later. False:
   * another writer has the row, or what it shows is there already; then nothing may be posted.
   */
  markTrying(row: Held, leaseMs: number): Promise<boolean>;
  /**
   * Slack has this version, as the message `ts` in `channel`. A newer version makes the row due again. The first message
   * of a row stays: one that came second, after its lease was lost, is to be deleted by a row of its own.
   */
  shown(row: Held, version: number, ts: string | null, channel?: string): Promise<Reported>;
  /** Try again not before `delayMs` from now. A row that is another's now is left alone. Waiting hides no failure. */
  later(
    row: Held,
    delayMs: number,
    why: { code: string; unknownOutcome: boolean; countAttempt: boolean; inVain?: boolean },
  ): Promise<void>;
  /** Give up: an operator can see the code. A row that is another's now is left alone. */
  dead(row: Held, code: string): Promise<void>;
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
