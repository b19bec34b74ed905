import type { RequestEnding } from "../../../graphs/ports.js";
import { showFailure } from "../../delivery/ended.js";
import { reactEnded } from "../../delivery/reactions.js";
import type { RunBrief } from "../../delivery/run-brief.js";
import { showStatus } from "../../delivery/status.js";
import { cancelCalls } from "../../humans/time-out.js";
import { append } from "../../ledger/append.js";
import type { RunsRows } from "../ports.js";
import { costOf } from "./cost.js";
import type { EndContext } from "./end-early.js";
import { answerLateNotes } from "./late-notes.js";

/** Whether the money ran out before there was any text: that is no result. */
export function madeNothing(ending: Pick<RequestEnding, "kind" | "artifactId">): boolean {
  return ending.kind === "budget" && ending.artifactId === null;
}

/** What people are told, by whose money it was: `ending.reason` says the day's; anything else was the job's own. */
const told = {
  day: {
    what: "Today's money for all jobs is used up.",
    kept: "Nothing was written or posted. Ask again tomorrow.",
  },
  run: {
    what: "This job's money is used up.",
    kept: "Nothing was written or posted. Ask for less.",
  },
} as const;

/** Ends a run whose money ran out before anything was made: it failed, and says whose money that was. */
export async function endSpent(
  rows: RunsRows,
  run: RunBrief,
  ending: Pick<RequestEnding, "reason">,
  context: EndContext,
): Promise<void> {
  const money = ending.reason === "day" ? "day" : "run";
  const tasks = await rows.tasks.list(run.id);
  const cost = await costOf(rows, run.id, context.now, context.workMs);
  await cancelCalls(rows, run.id, context.now);
  await showStatus(rows, run, { phase: "failed", tasks, now: "", footer: cost });
  await showFailure(rows, run, { attempt: context.token, ...told[money], canRetry: false });
  await reactEnded(
    rows,
    { runId: run.id, channel: run.origin.channel, messageTs: run.messageTs },
    "stopped",
  );
  await answerLateNotes(rows, run, false);
  await append(rows.ledger, {
    chain: `run:${run.id}`,
    kind: "run_failed",
    key: `ended:${context.token}`,
    actor: null,
    at: context.now,
    data: { code: "budget", money },
  });
  await rows.runs.settle(run.id, context.token, "failed", {
    endReason: "budget",
    endedAt: context.now,
    addWorkMs: context.workMs,
  });
  await rows.checkpoints.remove(run.id);
}
