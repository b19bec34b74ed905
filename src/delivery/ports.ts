import type { OutboxItem } from "../domain/shown.js";

/** The outbox rows that delivery writes, inside one transaction. */
export interface OutboxRows {
  /**
   * Says what should be seen. A message or reaction with a known op key is changed in place (its version
   * rises only if the content differs); an ephemeral with a known op key is left alone. A change may wait
   * `calmMs`, so that those which follow at once are shown with it.
   */
  put(item: OutboxItem, options?: { calmMs: number }): Promise<void>;
  /** What should be seen under this key now, or null. */
  get(opKey: string): Promise<OutboxItem | null>;
  /** Slack's ts of a posted message, or null while it is not posted. */
  tsOf(opKey: string): Promise<string | null>;
  /** What Slack would not show where it belongs, and nobody was told of: the first of each run, and private answers. */
  lost(limit: number): Promise<OutboxItem[]>;
}
