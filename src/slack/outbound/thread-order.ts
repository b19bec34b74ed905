import type { DueRow } from "./ports.js";

/** Keeps new messages of one thread in the order in which they were written. */
export interface ThreadOrder {
  /** Milliseconds for which an earlier message of the same thread still waits, or 0. */
  behind(row: DueRow): number;
  /** This new message waits `ms`: later ones of its thread wait behind it. */
  waits(row: DueRow, ms: number): void;
  /** It is out, or given up. */
  over(opKey: string): void;
}

/** A row that is taken by another process is forgotten this long after it should have come back. */
const graceMs = 60_000;
/** While the one before is on its way there is no telling how long; ask again after this. */
const lookAgainMs = 250;

/** Remembers in memory which new messages wait; `nowMs` only goes forward. */
export function createThreadOrder(nowMs: () => number): ThreadOrder {
  const waiting = new Map<
    string,
    { thread: string; createdAt: number; seen: number; until: number }
  >();
  let counted = 0;
  return {
    behind(row) {
      const thread = threadOf(row);
      // Rows of one transaction have one time; they are taken in the order in which they were written.
      const createdAt = row.createdAt.getTime();
      const seen = waiting.get(row.item.opKey)?.seen ?? Infinity;
      const before = (one: { createdAt: number; seen: number }) =>
        one.createdAt < createdAt || (one.createdAt === createdAt && one.seen < seen);
      const now = nowMs();
      let wait = 0;
      for (const [opKey, one] of waiting) {
        if (one.until + graceMs < now) waiting.delete(opKey);
        else if (opKey !== row.item.opKey && one.thread === thread && before(one))
          wait = Math.max(wait, one.until - now, lookAgainMs);
      }
      return wait;
    },
    waits(row, ms) {
      waiting.set(row.item.opKey, {
        thread: threadOf(row),
        createdAt: row.createdAt.getTime(),
        seen: waiting.get(row.item.opKey)?.seen ?? (counted += 1),
        until: nowMs() + ms,
      });
    },
    over(opKey) {
      waiting.delete(opKey);
    },
  };
}

function threadOf(row: DueRow): string {
  const { item } = row;
  const inThread = item.type === "message" || item.type === "file";
  return inThread ? `${item.channel}:${item.threadTs ?? ""}` : item.opKey;
}
