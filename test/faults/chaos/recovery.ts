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
  /** Both, also from a kill after which another one hit the same job before it had gone on; sorted. */
  fromFirstMs: number[];
  /** What the slowest ones waited for, slowest first: a line each. */
  slowest: string[];
}

const SLOWEST = 12;

/** A take-over after a kill, and the next visible step of its job. */
interface Sample {
  one: TakeOver;
  kill: TroubleDone;
  stepMs: number;
}

/**
 * For each run and message that was taken over: from the kill or stop that left it behind to the next visible change of
 * its job after somebody else had taken it. The kill is the first one after the holder's last sign of life; where another
 * one hits the job before it has gone on, its recovery is counted from that one. A job that already had its end is not
 * waited for. Take-overs without a kill (a database that was away longer than a lease, a machine so busy that nobody
 * renewed) are not counted.
 */
export function recoveries(
  workspace: Workspace,
  followed: readonly Followed[],
  taken: readonly TakeOver[],
  troubles: readonly TroubleDone[],
): Recovery {
  const byRun = new Map(followed.map((one) => [runKeyOf(workspace, one.job), one]));
  const deadly = troubles.filter(({ what }) => what.startsWith("kill") || what.startsWith("stop"));
  const samples = taken.flatMap((one): Sample[] => {
    const job = one.runId === null ? undefined : byRun.get(one.runId);
    const who = one.what === "run" ? "worker" : "bot";
    const kill = deadly.find(
      ({ what, atMs }) => what.includes(who) && atMs >= one.aliveMs - 50 && atMs <= one.takenMs,
    );
    const stepMs = job?.steps.find((at) => at >= one.takenMs);
    return kill && stepMs !== undefined ? [{ one, kill, stepMs }] : [];
  });
  const last = samples.filter((sample) => !samples.some((other) => isHitAgain(sample, other)));
  const timesOf = (among: Sample[]) =>
    among.map(({ kill, stepMs }) => stepMs - kill.atMs).toSorted((a, b) => a - b);
  return {
    runsMs: timesOf(last.filter(({ one }) => one.what === "run")),
    messagesMs: timesOf(last.filter(({ one }) => one.what === "outbox")),
    ms: timesOf(last),
    fromFirstMs: timesOf(samples),
    slowest: last
      .toSorted((a, b) => b.stepMs - b.kill.atMs - (a.stepMs - a.kill.atMs))
      .slice(0, SLOWEST)
      .map((sample) => lineOf(sample, troubles)),
  };
}

function isHitAgain(sample: Sample, other: Sample): boolean {
  const isSameJob = other.one.runId === sample.one.runId;
  return isSameJob && other.kill.atMs > sample.kill.atMs && other.kill.atMs < sample.stepMs;
}

function lineOf({ one, kill, stepMs }: Sample, troubles: readonly TroubleDone[]): string {
  const after = (atMs: number) => Math.round((atMs - kill.atMs) / 100) / 10;
  const between = troubles
    .filter(({ atMs }) => atMs > kill.atMs && atMs < stepMs)
    .map(({ what, atMs }) => `${what} at ${after(atMs)}`);
  const more = between.join(", ") || "no other trouble";
  return `${one.what} ${after(stepMs)} s after ${kill.what}: taken over at ${after(one.takenMs)}; ${more}`;
}

/** The value below which this share of sorted values is; null of none. */
export function percentile(sorted: readonly number[], share: number): number | null {
  if (sorted.length === 0) return null;
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!);
}
