import type { FileItem } from "../domain/file-item.js";
import type { OutboxItem } from "../domain/outbox-item.js";
import type { StatusLineItem } from "../domain/surface-items.js";

/** How a change may be held back, in milliseconds. */
export interface PutOptions {
  calmMs?: number;
  gapMs?: number;
  /** How long a new row waits before it is shown. */
  newMs?: number;
}

/** The outbox rows that delivery writes, inside one transaction. */
export interface OutboxRows {
  /**
   * Says what should be seen. A message or reaction with a known op key is changed in place (its version
   * rises only if the content differs); an ephemeral with a known op key is left alone. A change may wait
   * `calmMs`, so that those which follow at once are shown with it; one within `gapMs` of the last time it was
   * shown is left out.
   */
  put(item: OutboxItem, options?: PutOptions): Promise<void>;
  /** Several at once, each under a key of its own. */
  putAll(rows: { item: OutboxItem; options?: PutOptions }[]): Promise<void>;
  /** Says again what should be seen under this key, unchanged; nothing if there is no such row. */
  repeat(opKey: string): Promise<void>;
  /** The status lines of jobs that work, which Slack has had for at least `olderThanMs`, and what each job does now. */
  oldLines(
    olderThanMs: number,
    limit: number,
  ): Promise<{ item: StatusLineItem; now: string; ageMs: number }[]>;
  /** What should be seen under this key now, or null. */
  get(opKey: string): Promise<OutboxItem | null>;
  /** Files that Slack would not take, oldest first, and nothing took their place. */
  lostFiles(limit: number): Promise<FileItem[]>;
  /** Says of what was given up that something else took its place. */
  letGo(opKey: string): Promise<void>;
  /** Slack's ts of a posted message, or null while it is not posted. */
  tsOf(opKey: string): Promise<string | null>;
  /** How far Slack has what should be seen; `code` says why it was given up. Null: there is no such row. */
  fateOf(
    opKey: string,
  ): Promise<{ state: "due" | "shown" | "dead"; ts: string | null; code: string } | null>;
  /** What Slack would not show where it belongs, and nobody was told of: the first of each run, and private answers. */
  lost(limit: number): Promise<OutboxItem[]>;
}
