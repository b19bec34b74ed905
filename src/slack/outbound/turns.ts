import type { OutboxItem } from "../../domain/outbox-item.js";
import type { Budget } from "./pace.js";
import type { DueRow } from "./ports.js";
import { fileMethod } from "./send-file.js";
import { methodOf } from "./send-message.js";
import { reactionMethod } from "./send-reaction.js";
import { surfaceMethod } from "./send-surface.js";
import type { ThreadOrder } from "./thread-order.js";

/** Says how many milliseconds a row must wait for its turn, by Slack's pace and its thread's order; 0 takes the turn. */
export function createTurns(deps: { budget: Budget; order: ThreadOrder }): (row: DueRow) => number {
  const { budget, order } = deps;
  return (row) => {
    const { item } = row;
    const { channel, opKey: key } = item;
    if (item.type === "ephemeral")
      return budget.take({ method: "chat.postEphemeral", channel, key });
    if (item.type === "delete") return budget.take({ method: "chat.delete", channel, key });
    if (item.type === "reaction")
      return budget.take({ method: reactionMethod(item), channel, key });
    if (item.type === "file") {
      const wait = order.behind(row) || budget.take({ method: fileMethod, channel, key });
      order.waits(row, wait);
      return wait;
    }
    if (item.type !== "message") return budget.take({ method: surfaceMethod(item), channel, key });
    if (row.ts !== null) return budget.take({ method: methodOf(row), channel, key, ts: row.ts });
    const wait = order.behind(row) || budget.take({ method: "chat.postMessage", channel, key });
    order.waits(row, wait);
    return wait;
  };
}

/** Whether the order of its thread counts for it. */
export function isNewInThread(item: OutboxItem): boolean {
  return item.type === "message" || item.type === "file";
}
