import { runKeyOf } from "../harness/jobs.js";
import type { Followed } from "../harness/people.js";
import type { Workspace } from "../../../playground/workspace/workspace-face.js";
import type { TakeOver } from "./trace.js";
import type { TroubleDone } from "./troubles.js";

/** How long it took until what a dead process had in hand visibly went on. */
export interface Recovery {
  /** Runs and messages that a killed or stopped process had in hand. */
  affected: number;
  /** Milliseconds from the kill to the next visible step of the job; sorted. */
  ms: number[];
}

/**
 * For each run and message that was taken over: from the kill or stop that left it behind to the next visible change of
 * its job after somebody else had taken it. The kill is the first one after the holder's last sign of life. A job that
 * already had its end is not waited for. Take-overs without a kill (a database that was away longer than a lease, a
 * machine so busy that nobody renewed) are not counted.
 */
export function recoveries(
  workspace: Workspace,
  followed: readonly Followed[],
  taken: readonly TakeOver[],
  troubles: readonly TroubleDone[],
): Recovery {
  const byRun = new Map(followed.map((one) => [runKeyOf(workspace, one.job), one]));
  const deadly = troubles.filter(({ what }) => what.startsWith("kill") || what.startsWith("stop"));
  const ms: number[] = [];
  for (const one of taken) {
    const job = one.runId === null ? undefined : byRun.get(one.runId);
    const who = one.what === "run" ? "worker" : "bot";
    const kill = deadly.find(
      ({ what, atMs }) => what.endsWith(who) && atMs >= one.aliveMs - 50 && atMs <= one.takenMs,
    );
    const step = job?.steps.find((at) => at >= one.takenMs);
    if (kill && step !== undefined) ms.push(step - kill.atMs);
  }
  return { affected: ms.length, ms: ms.toSorted((a, b) => a - b) };
}

/** The value below which this share of sorted values is; null of none. */
export function percentile(sorted: readonly number[], share: number): number | null {
  if (sorted.length === 0) return null;
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!);
}
