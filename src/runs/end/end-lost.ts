import type { RunBrief } from "../../delivery/run-brief.js";
import { cancelCalls } from "../../humans/time-out.js";
import type { RunsRows } from "../ports.js";
import { asFailed, type FailContext } from "./as-failed.js";
import { costOf } from "./cost.js";

/**
 * Ends a run that an update left behind: its open cards say so, and a button starts the same request again with what
 * people have answered. What it was approved for is not part of that.
 */
export async function endLost(
  rows: RunsRows,
  run: RunBrief,
  lost: { what: string; code: string },
  context: FailContext,
): Promise<void> {
  await rows.runs.fence(run.id, context.token);
  const tasks = await rows.tasks.list(run.id);
  const sent = (await rows.effects.ofRun(run.id)).find((one) => one.state !== "failed");
  const cost = await costOf(rows, run.id, context.now, context.workMs);
  await cancelCalls(rows, run.id, context.now, {}, "updated");
  const kept = sent
    ? `It is posted in #${sent.channelName}, or on its way there.`
    : "What people have answered is kept. Nothing was posted.";
  const failed = { ...lost, reason: "version", kept, cost, tasks } as const;
  await asFailed(rows, run, { ...failed, canRetry: false, canRestart: true }, context);
  await rows.checkpoints.remove(run.id);
}
