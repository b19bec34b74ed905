import type { Clock } from "../clock.js";
import type { RunBrief } from "../delivery/run-brief.js";
import type { Named } from "../domain/person.js";
import type { Transact } from "../domain/transact.js";
import type { WaitingSettings } from "../humans/deadlines.js";
import type { RunForHumans } from "../humans/ports.js";
import type { ReachPlan } from "../humans/reach.js";
import type { Log } from "../log.js";
import type { Meter } from "../meter.js";
import type { AwayNow } from "./away-now.js";
import type { BegunOrScheduled } from "./begin/begin-recurring.js";
import type { Claimed, ForSchedules, RunsRows, Waker } from "./ports.js";
import type { Rulings } from "./rulings.js";
import type { RunGraphs } from "./version/ports.js";

/** What advancing needs. */
export interface AdvanceDeps {
  transact: Transact<RunsRows>;
  /** For what must not wait behind the work: renewing leases. */
  transactNow: Transact<RunsRows>;
  begin: (runId: string, request: Claimed["request"]) => Promise<BegunOrScheduled>;
  schedules: ForSchedules;
  /** For what is handed back when the process ends. */
  waker: Waker;
  graphs: RunGraphs;
  /** Work on a claimed run as somebody outside wants to see it, such as in a trace; by default just the work. */
  traced?: ((claimed: Claimed, work: () => Promise<void>) => Promise<void>) | undefined;
  clock: Clock;
  log: Log;
  meter: Meter;
  practice: boolean;
  /** How long a run waits for a model that does not answer, in ms. */
  modelPatienceMs: number;
  /** How long a run may work, in ms; waiting is no work. */
  maxWorkMs: number;
  waiting: WaitingSettings;
  /** Who can read a job's cards; asks Slack, so never inside a transaction. */
  reach: (run: RunBrief, asked: Named[]) => Promise<ReachPlan>;
  /** What the operator's policy says about a call. */
  rulings: Pick<Rulings, "ofCall">;
  /** Who reads as away by their Slack status. */
  awayNow: AwayNow;
  /** Ids of those who, by the operator's rules, have to approve. */
  ruled: readonly string[];
  splitResult: (markdown: string) => string[];
  firstPart: (markdown: string) => string | null;
  /** Whether the workspace takes files from us, as far as is known. */
  takesFiles: () => Promise<boolean>;
  /** Whether everybody who reads along could still read these channels. */
  allCanRead: (request: Claimed["request"], channels: string[]) => Promise<boolean>;
  /** The address of a message in Slack. */
  permalink: (channel: string, ts: string) => string;
}

/** What one lease knows while it works. */
export interface WorkContext {
  token: number;
  now: Date;
  workMs: number;
}

/** A claimed run as people speak about it; it is always there. */
export async function summaryOf(
  rows: RunsRows,
  runId: string,
): Promise<NonNullable<Awaited<ReturnType<RunForHumans["summary"]>>>> {
  const summary = await rows.runs.summary(runId);
  if (!summary) throw new Error("A claimed run has no summary.");
  return summary;
}
