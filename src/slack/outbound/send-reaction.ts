import type { OutboxItem } from "../../domain/outbox-item.js";
import { readFailure } from "./outcome.js";
import type { DueRow } from "./ports.js";
import type { SendTools } from "./tools.js";
import { afterFailure, lost, type Verdict } from "./verdict.js";

type ReactionItem = Extract<OutboxItem, { type: "reaction" }>;

/** Slack has it that way already. */
const alreadySo = new Set(["already_reacted", "no_reaction"]);

/** Sets or takes away a reaction; doing it twice is the same as once. */
export async function sendReaction(
  row: DueRow,
  item: ReactionItem,
  tools: SendTools,
): Promise<Verdict> {
  const where = { channel: item.channel, timestamp: item.messageTs, name: item.name };
  const done: Verdict = { do: "shown", version: row.version, ts: null };
  if (!(await tools.held.stillOurs(row))) return lost;
  try {
    await (item.on ? tools.client.reactions.add(where) : tools.client.reactions.remove(where));
    return done;
  } catch (error) {
    const failure = readFailure(error);
    if (failure.kind === "final" && alreadySo.has(failure.code)) return done;
    if (failure.kind === "rate") tools.budget.close(reactionMethod(item), failure.waitMs);
    return afterFailure(failure, row.attempts, true);
  }
}

/** Which method brings this reaction to Slack. */
export function reactionMethod(item: ReactionItem): "reactions.add" | "reactions.remove" {
  return item.on ? "reactions.add" : "reactions.remove";
}
