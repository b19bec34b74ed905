import type { Effect, EffectState } from "../domain/effect.js";
import type { Note } from "../domain/note.js";
import type { Request } from "../domain/request.js";
import type { EndReason, Run, RunStatus } from "../domain/run.js";
import type { TaskLine } from "../domain/task.js";
import type { HomeRows } from "../delivery/home-ports.js";
import type { ResultOfFire } from "../domain/shown-schedule.js";
import type { z } from "zod";
import type { RunBrief } from "../delivery/run-brief.js";
import type { Fire, Schedule } from "../domain/schedule.js";
import type { HumansRows } from "../humans/ports.js";
import type { VersionsHere } from "./version/ports.js";

/** A run taken under a lease, with what is needed to go on. */
export interface Claimed {
  run: Run;
  request: Request;
  /** The fencing token of this lease. */
  token: number;
  /** What the graph started with (a JSON string), once the run has begun. */
  input: string | null;
  /** Its last worker did not free it. */
  takenOver?: boolean;
}

/** A run that should move, with its token as it was seen; `left`: a worker began with it and is gone. */
export interface StalledRun {
  id: string;
  token: number;
  left: boolean;
}

/** The rows of runs, inside one transaction. All writes with a token throw `LEASE_LOST` if it is stale. */
export interface RunRows {
  insert(run: Run): Promise<void>;
  get(id: string): Promise<Run | null>;
  request(runId: string): Promise<Request | null>;
  /**
   * Takes the lease (6 s, database clock) with one UPDATE … RETURNING; null if held or ended, or if its graph is of
   * a version that is not known here and nobody stopped it. A run whose worker was lost counts one attempt more.
   */
  claim(runId: string, leaseMs: number, versions?: VersionsHere): Promise<Claimed | null>;
  /** Extends the lease; says whether it is still ours, whether a stop was asked for, and how often a step failed. */
  renew(
    runId: string,
    token: number,
    leaseMs: number,
  ): Promise<{ held: boolean; stopBy: string | null; attempts: number }>;
  /** Checks in this transaction that the run still works under this token (`for update`). */
  fence(runId: string, token: number): Promise<void>;
  /** Moves the run and frees the lease; the status table is checked. */
  settle(
    runId: string,
    token: number,
    to: RunStatus,
    patch: {
      endReason?: EndReason;
      endDetail?: string;
      endedAt?: Date;
      /** From now by the database's clock, which is also the one that says when it is over. */
      nextTryInMs?: number;
      /** Each step forward forgets them meanwhile, so nobody writes a count that was read before. */
      attempts?: 0 | "one more";
      resultArtifactId?: string;
      addWorkMs?: number;
      /** Since when it waits for a model; forgotten whenever it goes anywhere but back into the queue. */
      modelAway?: { since: Date; waits: number };
    },
  ): Promise<void>;
  /** Since when a run waits for a model that does not answer, how often that was tried, and whether one has answered since. */
  modelAway(runId: string): Promise<{ since: Date | null; waits: number; hasAnswered: boolean }>;
  /** Keeps what the graph starts with (a JSON string), once: the first one stored wins and is returned. */
  keepInput(runId: string, token: number, input: string): Promise<string>;
  /** What the graph started with, or null. */
  input(runId: string): Promise<string | null>;
  /** The artifact that was delivered, or null. */
  resultOf(runId: string): Promise<string | null>;
  setTitle(runId: string, token: number, title: string): Promise<void>;
  /** Says where the run is shown from now on; `threadTs` null: at top level. */
  showIn(
    runId: string,
    token: number,
    place: { channel: string; threadTs: string | null },
  ): Promise<void>;
  /** True if the run was not ended and nobody had asked for a stop before. */
  requestStop(runId: string, by: string, at: Date, why?: "deleted"): Promise<boolean>;
  /** cancelled → queued, only where somebody stopped it; true for whoever was first. */
  resume(runId: string): Promise<boolean>;
  /** failed → queued, only from failed and unless nothing could be read; true for whoever was first. */
  retry(runId: string): Promise<boolean>;
  /** The newest run asked or shown in a thread that is not ended, or null. */
  liveInThread(team: string, channel: string, threadTs: string): Promise<Run | null>;
  /** The run, locked until the transaction ends, if it has not ended; else null. */
  lockLive(id: string): Promise<Run | null>;
  /** Whether any run, ended or not, has its home in this thread. */
  anyInThread(team: string, channel: string, threadTs: string): Promise<boolean>;
  /** Ids of the runs that are shown in this thread and were asked for elsewhere. */
  movedTo(team: string, channel: string, threadTs: string): Promise<string[]>;
  /**
   * Runs that should move and are held by nobody: queued or running without lease, waiting with untaken answers or a
   * stop. With `versions`: those that a worker of these versions may take. `skip`: behind so many. Those whose worker is
   * gone come first.
   */
  stalled(limit: number, versions?: VersionsHere, skip?: number): Promise<StalledRun[]>;
  /** Running runs whose lease is over: their workers are gone. One look into an index; `versions` as with `stalled`. */
  lapsed(limit: number, versions: VersionsHere): Promise<StalledRun[]>;
  /** Milliseconds until the first lease of a running run ends, by the database's clock; null: none runs. */
  nextLapseMs(): Promise<number | null>;
  /** Says of which graph a run's checkpoints are from now on. */
  stampGraph(
    runId: string,
    token: number,
    graph: Pick<Run, "graphVersion" | "graphShape">,
  ): Promise<void>;
  /** How many runs that have not ended are of which version of the graph. */
  byVersion(): Promise<Record<string, number>>;
}

/** Follow-ups from the thread. */
export interface NoteRows {
  /** False if this message was noted with the same text before. */
  insertIfAbsent(note: Note): Promise<boolean>;
  /** Without those that were sent back as a change. */
  ofRun(runId: string): Promise<Note[]>;
  get(id: string): Promise<Note | null>;
  /** Whether this message was ever noted, for whatever run, or for another one than `notOf`. */
  known(
    message: { team: string; channel: string; messageTs: string; userId: string },
    notOf?: string,
  ): Promise<boolean>;
  markTaken(ids: string[], at: Date): Promise<void>;
  /** Its words became a change to what waited: it is no note any more, unless it was taken in before. */
  sendBack(id: string): Promise<void>;
}

/** The steps of a run as people see them. */
export interface TaskRows {
  /** Inserts or changes lines; a line's position is the order in which it was first seen. */
  put(runId: string, lines: TaskLine[]): Promise<void>;
  list(runId: string): Promise<TaskLine[]>;
}

/** LangGraph's rows for one run. */
export interface CheckpointRows {
  /** Keeps only the latest checkpoint. */
  prune(runId: string): Promise<void>;
  /** The same at an end, which people must see also where these rows cannot be written: then they stay as they are. */
  tidy(runId: string): Promise<void>;
  /** The run never goes on: what people have answered counts as taken in, and what the models said goes. */
  remove(runId: string): Promise<void>;
}

/** Model calls of a run: for the cost line and for "why". */
export interface SpendRows {
  ofRun(runId: string): Promise<{
    spentUsd: number;
    isUpperBound: boolean;
    calls: number;
    byRole: Record<string, number>;
  }>;
  /** Which models stood in for which, where their answers were used. */
  standIns(runId: string): Promise<{ model: string; insteadOf: string }[]>;
  /** What the models said goes: the checkpoint of a run that holds has taken all of it in. What it cost stays. */
  forgetAnswers(runId: string): Promise<void>;
}

/** What one person thinks of a result. */
export interface Feedback {
  runId: string;
  person: string;
  value: "good" | "bad";
  at: Date;
}

/** What people think of results: one a run and person. */
export interface FeedbackRows {
  /** The last word counts. */
  put(feedback: Feedback): Promise<void>;
  ofRun(runId: string): Promise<Feedback[]>;
}

/** How a fire's run ended, which is not counted yet. */
export interface EndedFire {
  fire: Fire;
  how: "completed" | "failed" | "cancelled";
  spentUsd: number;
}

/** Recurring goals and their due instants. */
export interface ScheduleRows {
  insert(schedule: Schedule): Promise<void>;
  get(id: string): Promise<Schedule | null>;
  /** The row, locked until the transaction ends. */
  lock(id: string): Promise<Schedule | null>;
  /** Writes everything that may change; checks the step from one state to the other. */
  put(schedule: Schedule): Promise<void>;
  /** Active ones whose time has come, oldest first, locked; those that somebody else has are left out. */
  due(now: Date, limit: number): Promise<Schedule[]>;
  /** What a person set up and did not delete: active first, then by name. */
  ofCreator(team: string, creatorId: string): Promise<Schedule[]>;
  /** All active ones, for the wake-ups. */
  active(): Promise<Schedule[]>;
  /** Proposals from before an instant, locked. */
  oldProposals(before: Date, limit: number): Promise<Schedule[]>;
  /** Takes a proposal away that was never confirmed. */
  remove(id: string): Promise<void>;
  /** False if this instant was fired before. */
  insertFire(fire: Fire): Promise<boolean>;
  /** Whether a time of this schedule is under way or waits for an answer. */
  isUnderWay(scheduleId: string): Promise<boolean>;
  /** The fire that made this request, or null. */
  fireAsked(requestId: string): Promise<Fire | null>;
  fireOfRun(runId: string): Promise<{ fire: Fire; schedule: Schedule } | null>;
  /** Fires whose run has ended and was not counted, locked. */
  endedFires(limit: number): Promise<EndedFire[]>;
  markSettled(fire: Pick<Fire, "scheduleId" | "instant">, at: Date): Promise<void>;
}

/** What was done outside threads. */
export interface EffectRows {
  /** False if this approval has had its effect. */
  insertIfAbsent(effect: Effect): Promise<boolean>;
  /** Oldest first. */
  ofRun(runId: string): Promise<Effect[]>;
  /** The one conditional UPDATE: true only for whoever was first. */
  step(
    opKey: string,
    from: EffectState,
    to: EffectState,
    patch?: Partial<Pick<Effect, "code" | "ts" | "endedAt" | "downBy">>,
  ): Promise<boolean>;
  /** Those being taken down whose deletion is over, done or given up. */
  downs(limit: number): Promise<Effect[]>;
}

/** What is deleted once it is old enough; each takes a small batch, oldest first, and leaves the rest to the next. */
export interface RetentionRows {
  /**
   * Deletes ended runs with everything about them but their ledger: those that ended before an instant, that show
   * nothing more and that no living run goes on from. Gives how many.
   */
  deleteRuns(endedBefore: Date, limit: number): Promise<number>;
  /** Deletes what belongs to no run any more: handled clicks, private answers, people and Homes nobody looked at. */
  deleteRest(before: Date, limit: number): Promise<number>;
  /** Deletes what was shown about runs that are deleted: answers to later presses. It reads all of the outbox. */
  deleteStrays(before: Date, limit: number): Promise<number>;
}

/** What the runs room touches in one transaction. */
export interface RunsRows extends Omit<HumansRows, "runs"> {
  runs: RunRows & HumansRows["runs"];
  requests: { insertIfAbsent(request: Request): Promise<boolean> };
  notes: NoteRows;
  tasks: TaskRows;
  checkpoints: CheckpointRows;
  effects: EffectRows;
  spend: SpendRows;
  homes: HomeRows;
  feedback: FeedbackRows;
  schedules: ScheduleRows;
  retention: RetentionRows;
}

/** Wakes a worker for a run; the sweeper repairs a wake that got lost. */
export interface Waker {
  /**
   * Has the run looked at soon. `past`: the token of a lease that is over: a job that is still active under it, on a
   * worker that may be gone, holds this wake-up no longer. `ahead`: before all that wait.
   */
  wake(runId: string, options?: { past?: number; ahead?: boolean }): Promise<void>;
}

/** What runs ask of schedules; bound in `app.ts`, because schedules stand above runs. */
export interface ForSchedules {
  /** At a fire's first step: what it is, or why it may not run any more (the schedule is paused and its owner told). */
  mayFire(
    runId: string,
    request: Request,
  ): Promise<
    { ok: true; fire: { title: string; since: string | null } | null } | { ok: false; why: string }
  >;
  /** Why a recurrence cannot be kept, in a sentence; null: it can. */
  whyNot(cron: string): string | null;
  /** Keeps a proposal and shows its card where the run is shown. */
  propose(
    rows: RunsRows,
    run: RunBrief,
    request: Request,
    wish: { cron: string; goal: string },
  ): Promise<void>;
  /** What the result of a fire says of its schedule, and since when anything is new (or empty); null: it is no fire. */
  resultOf(
    rows: RunsRows,
    runId: string,
  ): Promise<(z.infer<typeof ResultOfFire> & { since: string }) | null>;
}
