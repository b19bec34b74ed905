import { costLine } from "../delivery/result.js";
import type { RunsRows } from "./ports.js";

/** What a run cost so far, in one line: money, work, and waiting for people. */
export async function costOf(
  rows: Pick<RunsRows, "runs" | "spend">,
  runId: string,
  now: Date,
  extraWorkMs: number,
): Promise<string> {
  const run = await rows.runs.get(runId);
  if (!run) return "";
  const spend = await rows.spend.ofRun(runId);
  const workMs = run.workMs + extraWorkMs;
  return costLine({
    spentUsd: spend.spentUsd,
    isUpperBound: spend.isUpperBound,
    workMs,
    waitMs: Math.max(0, now.getTime() - run.createdAt.getTime() - workMs),
  });
}
