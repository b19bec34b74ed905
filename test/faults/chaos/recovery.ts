import { runKeyOf } from "../harness/jobs.js";
import type { Followed } from "../harness/people.js";
import type { Workspace } from "../../../playground/workspace/workspace-face.js";
import type { TakeOver } from "./trace.js";
import type { TroubleDone } from "./troubles.js";

/** How long it took until what a dead process had in hand visibly went on. */
export interface Recovery {
  /** Milliseconds from the kill to the next visible step, of each run that a worker had in hand; sorted. */
  runsMs: number[];
  /** The same of each message that a bot had in hand. */
  messagesMs: number[];
  /** Both; sorted. */
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
  const ms: Record<TakeOver["what"], number[]> = { run: [], outbox: [] };
  for (const one of taken) {
    const job = one.runId === null ? undefined : byRun.get(one.runId);
    const who = one.what === "run" ? "worker" : "bot";
    const kill = deadly.find(
      ({ what, atMs }) => what.includes(who) && atMs >= one.aliveMs - 50 && atMs <= one.takenMs,
    );
    const step = job?.steps.find((at) => at >= one.takenMs);
    if (kill && step !== undefined) ms[one.what].push(step - kill.atMs);
  }
  const sorted = (list: number[]) => list.toSorted((a, b) => a - b);
  return {
    runsMs: sorted(ms.run),
    messagesMs: sorted(ms.outbox),
    ms: sorted([...ms.run, ...ms.outbox]),
  };
}

/** The value below which this share of sorted values is; null of none. */
export function percentile(sorted: readonly number[], share: number): number | null {
  if (sorted.length === 0) return null;
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!);
}
