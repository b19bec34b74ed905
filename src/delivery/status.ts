import type { OutboxItem, StatusShown } from "../domain/shown.js";
import type { TaskLine } from "../domain/task.js";
import type { z } from "zod";
import type { OutboxRows } from "./ports.js";
import { type RunBrief, titleOf } from "./run-brief.js";

/** One step ends and the next begins within this time: that is one change of the message, not two. */
const CALM_MS = 400;

type Status = z.infer<typeof StatusShown>;

/** Says how far a run is, in its one status message. */
export async function showStatus(
  rows: { outbox: OutboxRows },
  run: RunBrief,
  status: {
    phase: Status["phase"];
    tasks: TaskLine[];
    now: string;
    footer: string;
  },
): Promise<void> {
  const calmMs = status.phase === "working" ? CALM_MS : 0;
  const item: OutboxItem = {
    type: "message",
    opKey: `${run.id}:status`,
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
      canStop: status.phase === "working" || status.phase === "waiting",
    },
  };
  await rows.outbox.put(item, { calmMs });
}

/** The last line of a status that works: what it may cost and who is asked in the end. */
export function workingFooter(capUsd: number, thenAsked: string): string {
  const cost = `Up to $${capUsd.toFixed(2)}.`;
  return thenAsked === "" ? cost : `${cost} Then ${thenAsked} is asked.`;
}
