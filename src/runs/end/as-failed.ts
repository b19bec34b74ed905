import { showFailure } from "../../delivery/ended.js";
import { reactEnded } from "../../delivery/reactions.js";
import type { RunBrief } from "../../delivery/run-brief.js";
import { showStatus } from "../../delivery/status.js";
import type { EndReason } from "../../domain/run.js";
import type { TaskLine } from "../../domain/task.js";
import { append } from "../../ledger/append.js";
import type { Log } from "../../log.js";
import type { RunsRows } from "../ports.js";
import type { EndContext } from "./end-early.js";
import { isAnythingThere } from "./partial.js";

/** What a failed run shows and keeps; `cost` is its line, `kept` a sentence or two. */
export interface AsFailed {
  reason: EndReason;
  code: string;
  what: string;
  kept: string;
  cost: string;
  tasks: TaskLine[];
  canRetry: boolean;
  canRestart?: boolean;
}

/** What the end of a failed run needs to know: what cannot be read of it is logged. */
export interface FailContext extends EndContext {
  log: Log;
}

/** Shows that a run failed, writes the fact and settles it, in the caller's fenced transaction. */
export async function asFailed(
  rows: RunsRows,
  run: RunBrief,
  failed: AsFailed,
  context: FailContext,
): Promise<void> {
  const { canRestart, canRetry, code, cost, kept, reason, tasks, what } = failed;
  await showStatus(rows, run, { phase: "failed", tasks, now: "", footer: cost });
  await showFailure(rows, run, {
    attempt: context.token,
    what,
    kept,
    canRetry,
    ...(canRestart !== undefined && { canRestart }),
    hasPartial: await isAnythingThere(rows, run.id, context.log),
  });
  await reactEnded(
    rows,
    { runId: run.id, channel: run.origin.channel, messageTs: run.messageTs },
    "stopped",
  );
  await append(rows.ledger, {
    chain: `run:${run.id}`,
    kind: "run_failed",
    key: `failed:${context.token}`,
    actor: null,
    at: context.now,
    data: { code },
  });
  await rows.runs.settle(run.id, context.token, "failed", {
    endReason: reason,
    endDetail: code,
    endedAt: context.now,
    addWorkMs: context.workMs,
    attempts: 0,
  });
}
