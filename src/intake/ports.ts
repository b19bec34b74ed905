import type { InboxRow } from "../domain/inbox.js";
import type { Request } from "../domain/request.js";
import type { RunsRows } from "../runs/ports.js";

/** Requests: one per `team:channel:ts`. */
export interface RequestRows {
  /** False if this message was accepted before. */
  insertIfAbsent(request: Request): Promise<boolean>;
  /** Changes the words, for a request that nobody has begun with. */
  setText(id: string, text: string): Promise<void>;
  byMessage(
    team: string,
    channel: string,
    messageTs: string,
  ): Promise<{ request: Request; runId: string } | null>;
}

/** Clicks and forms, committed before Slack is told. */
export interface InboxRows {
  /** Returns the row; `fresh` is false if this click was stored before. */
  insertIfAbsent(row: InboxRow): Promise<{ row: InboxRow; fresh: boolean }>;
  /** Whether such a click was ever stored. */
  known(dedupeKey: string): Promise<boolean>;
  /** Locks an unhandled row (skip locked); null if somebody else has it or it is handled. */
  take(id: string): Promise<InboxRow | null>;
  /** First in the transaction that acts on it. False: somebody else has acted on it, so nothing may be done. */
  markHandled(id: string, at: Date): Promise<boolean>;
  countAttempt(id: string): Promise<number>;
  /** Takes one back, for a try that failed for no reason of the click's. */
  uncountAttempt(id: string): Promise<void>;
  /** Unhandled rows older than `before`, oldest first. */
  left(before: Date, limit: number): Promise<string[]>;
}

/** What intake touches in one transaction. */
export interface IntakeRows extends Omit<RunsRows, "requests"> {
  requests: RequestRows;
  inbox: InboxRows;
}
