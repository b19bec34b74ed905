import type { HumanCall } from "../../domain/human-call.js";
import { costLine } from "../../delivery/result.js";
import type { RunsRows } from "../ports.js";

/** What a run cost so far, in one line: money, work, and waiting for people. */
export async function costOf(
  rows: Pick<RunsRows, "runs" | "spend" | "calls">,
  runId: string,
  now: Date,
  extraWorkMs: number,
): Promise<string> {
  const run = await rows.runs.get(runId);
  if (!run) return "";
  const spend = await rows.spend.ofRun(runId);
  const workMs = run.workMs + extraWorkMs;
  const restMs = Math.max(0, now.getTime() - run.createdAt.getTime() - workMs);
  const askedMs = waitedMs(await rows.calls.ofRun(runId), now);
  return costLine({
    spentUsd: spend.spentUsd,
    isUpperBound: spend.isUpperBound,
    workMs,
    waitMs: Math.min(restMs, askedMs),
  });
}

/** How long at least one question was open, in ms: the time of a lost process is nobody's waiting. */
export function waitedMs(
  calls: readonly Pick<HumanCall, "openedAt" | "decidedAt" | "deadlineAt">[],
  now: Date,
): number {
  let total = 0;
  let upTo = 0;
  for (const call of calls.toSorted((a, b) => a.openedAt.getTime() - b.openedAt.getTime())) {
    const end = (call.decidedAt ?? now).getTime();
    const from = Math.max(upTo, call.openedAt.getTime());
    const to = Math.min(end, call.deadlineAt.getTime());
    total += Math.max(0, to - from);
    upTo = Math.max(upTo, to);
  }
  return total;
}
