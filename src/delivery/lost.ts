import type { OutboxItem } from "../domain/outbox-item.js";
import type { OutboxRows } from "./ports.js";
import { titleOf } from "./run-brief.js";

/** The op key of what is said instead of something that Slack would not show. */
export const lostKey = (what: string) => `lost:${what}`;

/** Our word for a message of ours that somebody deleted. */
export const DELETED = "message_deleted";

/** The keys of what a job's requester gets directly where it cannot be shown in its place: what it came to. */
export const FORWARDED = ":(result:[0-9]+|failed:[0-9]+)$";

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
  await tellMoved(rows, { ...run, id: item.runId });
  if (!new RegExp(FORWARDED).test(item.opKey)) return;
  // Who asked may see what it came to: nobody else reads this.
  await rows.outbox.put({
    ...item,
    opKey: lostKey(item.opKey),
    channel: run.requester.id,
    threadTs: null,
    pings: [],
  });
}

/** Says to the requester, once a run, that what belongs to it comes directly from now on. */
export async function tellMoved(
  rows: { outbox: OutboxRows },
  run: { id: string; title: string; requester: { id: string } },
): Promise<void> {
  await rows.outbox.put({
    type: "message",
    opKey: lostKey(run.id),
    runId: run.id,
    channel: run.requester.id,
    threadTs: null,
    pings: [],
    shown: {
      kind: "line",
      text: `Slack does not show what I write where you asked for this any more: “${titleOf(run)}”. What is still to come there comes directly: questions to whom they are for, the result to you.`,
      detail: [
        "Perhaps the channel is archived, I was removed from it, or a message of mine was deleted.",
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
