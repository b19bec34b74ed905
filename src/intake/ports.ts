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
  /** Holds an unhandled row for so long and counts the try; null if somebody else has it in hand or it is handled. */
  take(id: string, holdMs: number): Promise<InboxRow | null>;
  /** Holds it from now on for so long, while it is being acted on. */
  hold(id: string, holdMs: number): Promise<void>;
  /** First in the transaction that acts on it. False: somebody else has acted on it, so nothing may be done. */
  markHandled(id: string, at: Date): Promise<boolean>;
  /** Gives it back as though it had not been taken: the try failed for no reason of the click's. */
  giveBack(id: string): Promise<void>;
  /** Unhandled rows older than `before` that nobody has in hand, oldest first. */
  left(before: Date, limit: number): Promise<string[]>;
}

/** Where a message stands in Slack. */
interface Message {
  team: string;
  channel: string;
  ts: string;
}

/** Messages that were deleted before anybody heard of them: Slack keeps no order. */
export interface GoneRows {
  /** First in a transaction: until its end nobody else hears of this message or of its deletion. */
  lock(message: Message): Promise<void>;
  note(message: Message): Promise<void>;
  known(message: Message): Promise<boolean>;
}

/** What intake touches in one transaction. */
export interface IntakeRows extends Omit<RunsRows, "requests"> {
  requests: RequestRows;
  inbox: InboxRows;
  gone: GoneRows;
}
