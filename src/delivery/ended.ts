import type { Named } from "../domain/person.js";
import type { ShownOf } from "../domain/shown.js";
import type { OutboxRows } from "./ports.js";
import { type RunBrief, titleOf } from "./run-brief.js";

/** Says that a run ended without a result, once, in one new message. */
export async function showEnded(
  rows: { outbox: OutboxRows },
  run: RunBrief,
  end: {
    why: ShownOf<"ended">["why"];
    by: Named | null;
    at: Date;
    reason: string;
    done: string;
    notDone: string;
    cost: string;
    askAgain: boolean;
  },
): Promise<void> {
  // Whoever stops a job knows it already.
  const ping = end.why !== "stopped" || end.by?.id !== run.requester.id;
  await rows.outbox.put({
    type: "message",
    opKey: `${run.id}:ended`,
    runId: run.id,
    channel: run.channel,
    threadTs: run.threadTs,
    pings: ping && end.why !== "stopped" ? [run.requester.id] : [],
    shown: {
      kind: "ended",
      runId: run.id,
      requester: run.requester,
      title: titleOf(run),
      ...end,
      at: end.at.toISOString(),
      ping: ping && end.why !== "stopped",
    },
  });
}

/** Says that a run failed, what is kept, and offers to try again (S13). */
export async function showFailure(
  rows: { outbox: OutboxRows },
  run: RunBrief,
  failure: { attempt: number; what: string; kept: string; canRetry: boolean },
): Promise<void> {
  await rows.outbox.put({
    type: "message",
    opKey: `${run.id}:failed:${failure.attempt}`,
    runId: run.id,
    channel: run.channel,
    threadTs: run.threadTs,
    pings: [run.requester.id],
    shown: {
      kind: "failure",
      runId: run.id,
      requester: run.requester,
      title: titleOf(run),
      what: failure.what,
      kept: failure.kept,
      canRetry: failure.canRetry,
    },
  });
}
