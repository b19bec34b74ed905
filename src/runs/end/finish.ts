import type { RequestEnding } from "../../../graphs/ports.js";
import type { EndReason } from "../../domain/run.js";
import { lateSentence } from "../../delivery/late-words.js";
import type { PostedShown } from "../../domain/shown-post.js";
import { showEnded } from "../../delivery/ended.js";
import { reactEnded } from "../../delivery/reactions.js";
import { showResult } from "../../delivery/result.js";
import type { RunBrief } from "../../delivery/run-brief.js";
import { showStatus } from "../../delivery/status.js";
import { cancelCalls } from "../../humans/time-out.js";
import { endStopped, endUnread } from "./end-early.js";
import { endSpent, madeNothing } from "./end-spent.js";
import { endNothing, endScheduled } from "./end-scheduled.js";
import { answerLateNotes } from "./late-notes.js";
import { append } from "../../ledger/append.js";
import { assertApproved } from "./approved.js";
import { costOf } from "./cost.js";
import { stoodIn } from "./stood-in.js";
import type { ForSchedules, RunsRows } from "../ports.js";
import { settlePost } from "../post/settle-post.js";

/** What finishing needs to know. */
export interface FinishContext {
  token: number;
  now: Date;
  workMs: number;
  practice: boolean;
  /** Splits a long result into parts that fit one message each. */
  splitResult: (markdown: string) => string[];
  schedules: ForSchedules;
  /** The beginning of a text that is too long for one easy message; null: short enough, or files are not taken here. */
  firstPart: (markdown: string) => string | null;
  /** The address of a message in Slack. */
  permalink: (channel: string, ts: string) => string;
}

/**
 * Ends a run with what the graph returned: status, result and fact in the caller's transaction, under the
 * lease's token. The outbox keys make each message one message whatever happens afterwards. A run whose post Slack
 * does not have yet waits for it.
 */
export async function finishRun(
  rows: RunsRows,
  run: RunBrief,
  ending: RequestEnding,
  context: FinishContext,
): Promise<void> {
  await rows.runs.fence(run.id, context.token);
  const post = await settlePost(rows, run, ending, context);
  if (post === "later") return waitForPost(rows, run, context);
  // Somebody pressed Stop while the last step was under way: they were first.
  const stopBy = (await rows.runs.get(run.id))?.stopBy ?? null;
  if (stopBy !== null && post?.state !== "posted") return endStopped(rows, run, stopBy, context);
  if (ending.wish) return endScheduled(rows, run, ending.wish, context, context.schedules);
  if (ending.kind === "nothing") {
    return endNothing(rows, run, ending, context, context.schedules);
  }
  if (nothingRead(ending)) return endUnread(rows, run, ending.notRead, context);
  if (madeNothing(ending)) return endSpent(rows, run, ending, context);
  const cost = await costOf(rows, run.id, context.now, context.workMs);
  await cancelCalls(rows, run.id, context.now);
  const delivered = ending.kind !== "rejected" && ending.kind !== "unanswered";
  if (delivered) await deliver(rows, run, { ending, cost, post }, context);
  else await endWithout(rows, run, ending, cost, context);
  await reactEnded(
    rows,
    { runId: run.id, channel: run.origin.channel, messageTs: run.messageTs },
    delivered ? "done" : "stopped",
  );
  await answerLateNotes(rows, run, delivered);
  await append(rows.ledger, {
    chain: `run:${run.id}`,
    kind: delivered ? "run_completed" : "run_cancelled",
    key: `ended:${context.token}`,
    actor: ending.by?.id ?? null,
    at: context.now,
    data: { kind: ending.kind, artifact: ending.artifactId, edited: ending.edited },
  });
  await rows.runs.settle(run.id, context.token, delivered ? "completed" : "cancelled", {
    endReason: reasonOf(ending.kind),
    endedAt: context.now,
    addWorkMs: context.workMs,
    ...(ending.artifactId ? { resultArtifactId: ending.artifactId } : {}),
  });
  await rows.checkpoints.remove(run.id);
}

/** The graph has ended and its checkpoint stays: the run is woken when Slack has the post, or will never have it. */
export async function waitForPost(
  rows: RunsRows,
  run: RunBrief,
  context: Pick<FinishContext, "token" | "workMs">,
): Promise<void> {
  await rows.runs.fence(run.id, context.token);
  await rows.checkpoints.prune(run.id);
  await rows.runs.settle(run.id, context.token, "waiting", {
    addWorkMs: context.workMs,
    attempts: 0,
  });
}

/** A text about sources of which none could be read is no result, unless a person approved it all the same. */
function nothingRead(ending: RequestEnding): boolean {
  return (
    ending.kind === "delivered" &&
    ending.by === null &&
    ending.sources.length === 0 &&
    ending.notRead.length > 0
  );
}

function reasonOf(kind: RequestEnding["kind"]): EndReason {
  return kind;
}

async function deliver(
  rows: RunsRows,
  run: RunBrief,
  { ending, cost, post }: { ending: RequestEnding; cost: string; post: PostedShown | null },
  context: FinishContext,
): Promise<void> {
  const artifact = ending.artifactId ? await rows.artifacts.get(ending.artifactId) : null;
  const body = artifact?.body ?? "";
  if (body !== "") await assertApproved(rows, run.id, body);
  await showStatus(rows, run, {
    phase: "done",
    tasks: await rows.tasks.list(run.id),
    now: "",
    footer: cost,
  });
  const late = await rows.presence.lateOf(run.id);
  const lateness = late ? lateSentence(late.ms, late.from, run.requesterTz) : "";
  const first = context.firstPart(body);
  const parts = first === null ? context.splitResult(body) : [first];
  await showResult(rows, run, {
    headline: [lateness, headlineOf(ending)].filter((one) => one !== "").join(" "),
    parts: body === "" ? ["Nothing was finished."] : parts,
    wholeAsFile: first === null ? null : body,
    sources: ending.sources,
    notRead: ending.notRead,
    checked: ending.checked,
    remarks: [
      ...ending.remarks,
      ...(await stoodIn(rows, run.id)),
      ...(ending.recurring
        ? [
            "You asked for this regularly. It was done once: say when, such as “every Friday at 14:00”, or press “Do this regularly”.",
          ]
        : []),
    ],
    cost,
    practice: context.practice,
    fire: (await context.schedules.resultOf(rows, run.id)) ?? undefined,
    post,
  });
}

function headlineOf(ending: RequestEnding): string {
  if (ending.kind === "budget") return "The budget is used up; this is what is there.";
  if (!ending.by) return "";
  if (!ending.edited) return `Approved by ${ending.by.name}.`;
  const { name, id } = ending.editor ?? ending.by;
  const approved = id === ending.by.id ? "" : `, approved by ${ending.by.name}`;
  return `In ${name}'s version${approved}.`;
}

async function endWithout(
  rows: RunsRows,
  run: RunBrief,
  ending: RequestEnding,
  cost: string,
  context: FinishContext,
): Promise<void> {
  const why = ending.kind === "rejected" ? "rejected" : "unanswered";
  await showStatus(rows, run, {
    phase: "stopped",
    tasks: await rows.tasks.list(run.id),
    now: "",
    footer: cost,
  });
  await showEnded(rows, run, {
    why,
    by: ending.by,
    at: context.now,
    reason: ending.reason,
    done: "",
    notDone: "",
    cost,
    askAgain: why === "unanswered",
  });
}
