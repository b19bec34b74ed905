import { isFireKey } from "../domain/fire-key.js";
import type { StatusShown } from "../domain/shown.js";
import type { OutboxItem } from "../domain/outbox-item.js";
import type { TaskLine } from "../domain/task.js";
import type { z } from "zod";
import type { OutboxRows } from "./ports.js";
import { type RunBrief, titleOf } from "./run-brief.js";
import { sessionRow } from "./session.js";
import { statusLineRow } from "./status-line.js";

/** One step ends and the next begins within this time: that is one change of the message, not two. */
const CALM_MS = 400;

type Status = z.infer<typeof StatusShown>;

/** The op key of a run's status message. */
export const statusKey = (runId: string) => `${runId}:status`;

/**
 * Says how far a run is, in its one status message, and on Slack's own surfaces where the workspace has them: the
 * thread's session and the line under it.
 */
export async function showStatus(
  rows: { outbox: OutboxRows },
  run: RunBrief,
  status: {
    phase: Status["phase"];
    tasks: TaskLine[];
    now: string;
    footer: string;
    /** Since when the footer is so: the message may stand for days, and its readers live in several zones. */
    since?: Date;
  },
): Promise<void> {
  // A time of a schedule says nothing until it has something to say.
  if (isFireKey(run.messageTs)) return;
  const calmMs = status.phase === "working" ? CALM_MS : 0;
  const item: OutboxItem = {
    type: "message",
    opKey: statusKey(run.id),
    runId: run.id,
    channel: run.channel,
    threadTs: run.threadTs,
    pings: [],
    shown: {
      kind: "status",
      runId: run.id,
      title: titleOf(run),
      phase: status.phase,
      tasks: status.tasks,
      now: status.now,
      footer: status.footer,
      ...(status.since && { since: status.since.toISOString() }),
      canStop: status.phase === "working" || status.phase === "waiting",
    },
  };
  await rows.outbox.putAll([
    { item, options: { calmMs } },
    ...sessionRow(run, status.phase, calmMs),
    ...statusLineRow(run, status.phase, status.now),
  ]);
}

/** The last line of a status that works: what it may cost and who is asked in the end. */
export function workingFooter(capUsd: number, thenAsked: string): string {
  const cost = `Up to $${capUsd.toFixed(2)}.`;
  return thenAsked === "" ? cost : `${cost} Then ${thenAsked} is asked.`;
}
