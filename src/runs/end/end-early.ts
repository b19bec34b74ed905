import { showEnded, showFailure } from "../../delivery/ended.js";
import { reactEnded } from "../../delivery/reactions.js";
import { isDirect, type RunBrief } from "../../delivery/run-brief.js";
import { showStatus } from "../../delivery/status.js";
import { whisper } from "../../delivery/whisper.js";
import { cancelCalls } from "../../humans/time-out.js";
import { isFireKey } from "../../domain/fire-key.js";
import { append } from "../../ledger/append.js";
import type { TaskLine } from "../../domain/task.js";
import { asFailed, type FailContext } from "./as-failed.js";
import { costOf } from "./cost.js";
import type { RunsRows } from "../ports.js";

/** What every early end needs to know. */
export interface EndContext {
  token: number;
  now: Date;
  workMs: number;
}

const spotOf = (run: RunBrief) => ({
  runId: run.id,
  channel: run.origin.channel,
  messageTs: run.messageTs,
});

/** Ends a run that somebody stopped: says what is done, what is not, and what was sent (S15). */
export async function endStopped(
  rows: RunsRows,
  run: RunBrief,
  by: string,
  context: EndContext,
): Promise<void> {
  await rows.runs.fence(run.id, context.token);
  const person = await rows.people.get(run.team, by);
  const why = (await rows.runs.get(run.id))?.stopWhy;
  const sent = (await rows.effects.ofRun(run.id)).find((one) => one.state !== "failed");
  const tasks = await rows.tasks.list(run.id);
  const cost = await costOf(rows, run.id, context.now, context.workMs);
  await cancelCalls(rows, run.id, context.now);
  await showStatus(rows, run, { phase: "stopped", tasks, now: "", footer: cost });
  await showEnded(rows, run, {
    why: "stopped",
    by: { id: by, name: person?.name ?? "somebody" },
    at: context.now,
    reason: "",
    done: linesOf(tasks, ["done"]),
    notDone: linesOf(tasks, ["todo", "doing", "asking"]),
    cost,
    askAgain: false,
    requestDeleted: why === "deleted",
    ...(sent ? { sent: `posted in #${sent.channelName}, or on its way there` } : {}),
    canGoOn: true,
  });
  await reactEnded(rows, spotOf(run), "stopped");
  await append(rows.ledger, {
    chain: `run:${run.id}`,
    kind: "run_cancelled",
    key: `ended:${context.token}`,
    actor: by,
    at: context.now,
    data: { kind: why ?? "stopped" },
  });
  await rows.runs.settle(run.id, context.token, "cancelled", {
    endReason: "stopped",
    endedAt: context.now,
    addWorkMs: context.workMs,
  });
  // Kept: the job can go on after all.
  await rows.checkpoints.tidy(run.id);
}

/** Ends a run whose requester may not ask: a private reason, and ⏹ on the request. */
export async function endRefused(
  rows: RunsRows,
  run: RunBrief,
  why: string,
  rule: string,
  context: EndContext,
): Promise<void> {
  await rows.runs.fence(run.id, context.token);
  // The owner of a schedule is told with what can be done about it.
  if (!isFireKey(run.messageTs))
    await whisper(
      rows,
      {
        key: `${run.id}:refused`,
        runId: run.id,
        channel: run.origin.channel,
        threadTs: run.origin.threadTs,
        userId: run.requester.id,
      },
      `${why} Nothing was started.`,
    );
  await reactEnded(rows, spotOf(run), "stopped");
  await append(rows.ledger, {
    chain: `run:${run.id}`,
    kind: "run_refused",
    key: "ended",
    actor: run.requester.id,
    at: context.now,
    data: { rule },
  });
  await rows.runs.settle(run.id, context.token, "cancelled", {
    endReason: "not_allowed",
    endedAt: context.now,
  });
}

/** Ends a run for which nothing could be read: says what, and that nothing was made of it. */
export async function endUnread(
  rows: RunsRows,
  run: RunBrief,
  notRead: string[],
  context: EndContext,
): Promise<void> {
  const tasks = await rows.tasks.list(run.id);
  const cost = await costOf(rows, run.id, context.now, context.workMs);
  await cancelCalls(rows, run.id, context.now);
  await showStatus(rows, run, { phase: "failed", tasks, now: "", footer: cost });
  await showFailure(rows, run, {
    attempt: context.token,
    what: `Nothing could be read: ${notRead.join("; ")}.`,
    kept: "Nothing was written. Mention me again when it can be read, or paste the text.",
    canRetry: false,
  });
  await reactEnded(rows, spotOf(run), "stopped");
  await append(rows.ledger, {
    chain: `run:${run.id}`,
    kind: "run_failed",
    key: "ended",
    actor: null,
    at: context.now,
    data: { code: "unreadable", sources: notRead.length },
  });
  await rows.runs.settle(run.id, context.token, "failed", {
    endReason: "unreadable",
    endedAt: context.now,
    addWorkMs: context.workMs,
  });
  await rows.checkpoints.remove(run.id);
}

/** Ends a run that cannot go on: says what happened and what is kept, and offers to try again (S13). */
export async function endFailed(
  rows: RunsRows,
  run: RunBrief,
  failure: {
    reason: "model" | "poison" | "internal";
    what: string;
    code: string;
    canRetry?: boolean;
    advice?: string;
  },
  context: FailContext,
): Promise<void> {
  await rows.runs.fence(run.id, context.token);
  const tasks = await rows.tasks.list(run.id);
  const sent = (await rows.effects.ofRun(run.id)).find((one) => one.state !== "failed");
  const posted = sent
    ? `It is posted in #${sent.channelName}, or on its way there.`
    : "Nothing was posted.";
  const done = tasks.filter((task) => task.state === "done").length;
  const cost = await costOf(rows, run.id, context.now, context.workMs);
  const steps = done === 0 ? "" : `${done} of ${tasks.length} steps are done and kept.`;
  const kept = [steps, posted, failure.advice ?? ""].filter((one) => one !== "").join(" ");
  const canRetry = failure.canRetry ?? true;
  // Open calls stay open where an answer given meanwhile is taken in by "Try again". Elsewhere nobody would ever take it.
  if (!canRetry) await cancelCalls(rows, run.id, context.now);
  await asFailed(rows, run, { ...failure, canRetry, kept, cost, tasks }, context);
  // The latest is what "Try again" goes on from. The answers of the step that failed stay with it: they are paid for.
  await rows.checkpoints.tidy(run.id);
  if (failure.code === "ROOT_LOST" && isDirect(run)) await tellWhereAsked(rows, run);
}

/** No direct message reaches them: where they asked is all that is left, and only they read it there. */
async function tellWhereAsked(rows: RunsRows, run: RunBrief): Promise<void> {
  const { channel, threadTs } = run.origin;
  await whisper(
    rows,
    {
      key: `${run.id}:unseen`,
      runId: run.id,
      channel,
      threadTs: isFireKey(threadTs) ? null : threadTs,
      userId: run.requester.id,
    },
    "Slack does not take my direct messages to you, and the answer may be shown to you alone. Nothing was done.",
  );
}

function linesOf(tasks: TaskLine[], states: TaskLine["state"][]): string {
  return tasks
    .filter((task) => states.includes(task.state))
    .map((task) => task.title)
    .join(", ");
}
