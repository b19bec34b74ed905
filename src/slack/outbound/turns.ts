import type { OutboxItem } from "../../domain/outbox-item.js";
import type { Budget } from "./pace.js";
import type { DueRow } from "./ports.js";
import { fileMethod } from "./send-file.js";
import { methodOf } from "./send-message.js";
import { reactionMethod } from "./send-reaction.js";
import { surfaceMethod } from "./send-surface.js";

/**
 * Says how many milliseconds a row must wait for its turn, by Slack's pace; 0 takes the turn. The order within a thread,
 * and of one run's messages outside threads, is the database's: it gives out no message before the one ahead of it is there, whichever process has that one.
 */
export function createTurns(budget: Budget): (row: DueRow) => number {
  return (row) => {
    const { item } = row;
    const { channel, opKey: key } = item;
    if (item.type === "ephemeral")
      return budget.take({ method: "chat.postEphemeral", channel, key });
    if (item.type === "delete") return budget.take({ method: "chat.delete", channel, key });
    if (item.type === "reaction")
      return budget.take({ method: reactionMethod(item), channel, key });
    if (item.type === "file") return budget.take({ method: fileMethod, channel, key });
    if (item.type !== "message") return budget.take({ method: surfaceMethod(item), channel, key });
    const ts = row.ts === null ? {} : { ts: row.ts };
    return budget.take({ method: methodOf(row), channel, key, ...ts });
  };
}

/** Whether it has a place in an order, so that later ones may wait for it. */
export function hasPlace(item: OutboxItem): boolean {
  return item.type === "message" || item.type === "file";
}
