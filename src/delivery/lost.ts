import type { OutboxItem } from "../domain/outbox-item.js";
import type { OutboxRows } from "./ports.js";
import { titleOf } from "./run-brief.js";

/** The op key of what is said instead of something that Slack would not show. */
export const lostKey = (what: string) => `lost:${what}`;

/** Slack's words for a place where nothing can be shown any more. */
export const NO_PLACE: readonly string[] = [
  "channel_not_found",
  "is_archived",
  "not_in_channel",
  "user_not_in_channel",
  "thread_not_found",
  "messages_tab_disabled",
];

interface Rows {
  outbox: OutboxRows;
  runs: { summary(runId: string): Promise<{ title: string; requester: { id: string } } | null> };
}

/**
 * Says directly to a person what could not be said where it belongs: to the requester once a run, that it cannot be
 * shown, and a private answer to whom it was for. A message to a person's id is a direct one.
 */
export async function tellLost(rows: Rows, limit: number): Promise<number> {
  const lost = await rows.outbox.lost(limit);
  for (const item of lost) {
    if (item.type === "message") await tellRequester(rows, item);
    if (item.type === "ephemeral") await tellDirectly(rows, item);
  }
  return lost.length;
}

async function tellRequester(
  rows: Rows,
  item: Extract<OutboxItem, { type: "message" }>,
): Promise<void> {
  const run = item.runId === null ? null : await rows.runs.summary(item.runId);
  if (!run || item.runId === null) return;
  await rows.outbox.put({
    type: "message",
    opKey: lostKey(item.runId),
    runId: item.runId,
    channel: run.requester.id,
    threadTs: null,
    pings: [],
    shown: {
      kind: "line",
      text: `Slack does not let me write where you asked for this any more: “${titleOf(run)}”. Whatever was still to come there, a question or the result, cannot be shown.`,
      detail: [
        "Perhaps the channel is archived or I was removed from it. Ask me here, or in another channel.",
      ],
      link: null,
    },
  });
}

async function tellDirectly(
  rows: Rows,
  item: Extract<OutboxItem, { type: "ephemeral" }>,
): Promise<void> {
  await rows.outbox.put({
    type: "message",
    opKey: lostKey(item.opKey),
    runId: null,
    channel: item.userId,
    threadTs: null,
    pings: [],
    shown: item.shown,
  });
}
