import type { Note } from "../domain/note.js";
import type { Request } from "../domain/request.js";
import type { EndReason, Run, RunStatus } from "../domain/run.js";
import type { TaskLine } from "../domain/task.js";
import type { HumansRows } from "../humans/ports.js";

/** A run taken under a lease, with what is needed to go on. */
export interface Claimed {
  run: Run;
  request: Request;
  /** The fencing token of this lease. */
  token: number;
  /** What the graph started with (a JSON string), once the run has begun. */
  input: string | null;
}

/** The rows of runs, inside one transaction. All writes with a token throw `LEASE_LOST` if it is stale. */
export interface RunRows {
  insert(run: Run): Promise<void>;
  get(id: string): Promise<Run | null>;
  request(runId: string): Promise<Request | null>;
  /**
   * Takes the lease (10 s, database clock) with one UPDATE … RETURNING; null if held or ended. A run whose worker
   * was lost counts one attempt more.
   */
  claim(runId: string, leaseMs: number): Promise<Claimed | null>;
  /** Extends the lease; says whether it is still ours and whether a stop was asked for. */
  renew(
    runId: string,
    token: number,
    leaseMs: number,
  ): Promise<{ held: boolean; stopBy: string | null }>;
  /** Checks the token in this transaction (`for update`). */
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
      nextTryAt?: Date;
      attempts?: number;
      resultArtifactId?: string;
      addWorkMs?: number;
    },
  ): Promise<void>;
  /** Keeps what the graph starts with (a JSON string), once: the first one stored wins and is returned. */
  keepInput(runId: string, token: number, input: string): Promise<string>;
  /** What the graph started with, or null. */
  input(runId: string): Promise<string | null>;
  /** The artifact that was delivered, or null. */
  resultOf(runId: string): Promise<string | null>;
  setTitle(runId: string, token: number, title: string): Promise<void>;
  /** True if the run was not ended and nobody had asked for a stop before. */
  requestStop(runId: string, by: string, at: Date): Promise<boolean>;
  /** failed → queued, only from failed and unless nothing could be read; true for whoever was first. */
  retry(runId: string): Promise<boolean>;
  /** The newest run in a thread that is not ended, or null. */
  liveInThread(team: string, channel: string, threadTs: string): Promise<Run | null>;
  /** The run, locked until the transaction ends, if it has not ended; else null. */
  lockLive(id: string): Promise<Run | null>;
  /** Whether any run, ended or not, has its home in this thread. */
  anyInThread(team: string, channel: string, threadTs: string): Promise<boolean>;
  /** Runs that should move and are held by nobody: queued or running without lease, waiting with untaken answers or a stop. */
  stalled(limit: number): Promise<string[]>;
}

/** Follow-ups from the thread. */
export interface NoteRows {
  /** False if this message was noted with the same text before. */
  insertIfAbsent(note: Note): Promise<boolean>;
  ofRun(runId: string): Promise<Note[]>;
  /** Whether this message was ever noted, for whatever run. */
  known(team: string, channel: string, messageTs: string): Promise<boolean>;
  markTaken(ids: string[], at: Date): Promise<void>;
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
}

/** What the runs room touches in one transaction. */
export interface RunsRows extends Omit<HumansRows, "runs"> {
  runs: RunRows & HumansRows["runs"];
  requests: { insertIfAbsent(request: Request): Promise<boolean> };
  notes: NoteRows;
  tasks: TaskRows;
  checkpoints: CheckpointRows;
  spend: SpendRows;
}

/** Wakes a worker for a run; the sweeper repairs a wake that got lost. */
export interface Waker {
  wake(runId: string): Promise<void>;
}
