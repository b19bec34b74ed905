import type { OutboxItem } from "../../domain/outbox-item.js";
import { readFailure } from "./outcome.js";
import type { DueRow } from "./ports.js";
import type { SendTools } from "./tools.js";
import { afterFailure, lost, type Verdict } from "./verdict.js";

type DeleteItem = Extract<OutboxItem, { type: "delete" }>;

/** Deletes a message of ours; one that is gone already is as good, so a doubtful try is simply made again. */
export async function sendDelete(
  row: DueRow,
  item: DeleteItem,
  tools: SendTools,
): Promise<Verdict> {
  const done: Verdict = { do: "shown", version: row.version, ts: null };
  if (!(await tools.held.stillOurs(row))) return lost;
  try {
    await tools.client.chat.delete({ channel: item.channel, ts: item.messageTs });
    return done;
  } catch (error) {
    const failure = readFailure(error);
    if (failure.kind === "final" && failure.code === "message_not_found") return done;
    if (failure.kind === "rate") tools.budget.close("chat.delete", failure.waitMs);
    return afterFailure(failure, row.attempts, true);
  }
}
