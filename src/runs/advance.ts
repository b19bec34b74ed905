import type { RequestGraph } from "./request-graph.js";
import type { Clock } from "../clock.js";
import type { Transact } from "../domain/transact.js";
import { fail, hasCode } from "../errors.js";
import type { WaitingSettings } from "../humans/deadlines.js";
import type { Log } from "../log.js";
import { showStatus, workingFooter } from "../delivery/status.js";
import { append } from "../ledger/append.js";
import { namesOf } from "../policy/policy.js";
import { type Begun, type KeptInput, readKept } from "./begin.js";
import { driveGraph } from "./drive-graph.js";
import { earlierAnswers } from "./earlier-answers.js";
import { endRefused, endStopped } from "./end-early.js";
import { settleFailure } from "./failure.js";
import { finishRun } from "./finish.js";
import { holdRun, openCalls } from "./hold.js";
import { type HeldLease, holdLease, LEASE_MS } from "./lease.js";
import type { Claimed, RunsRows } from "./ports.js";
import type { RunForHumans } from "../humans/ports.js";

type RunSummary = NonNullable<Awaited<ReturnType<RunForHumans["summary"]>>>;

/** A run that loses this many workers without a step forward in between does not get another one. */
const MAX_CUT_OFF = 5;

/** What advancing needs; `buildGraph` binds the ports to one lease. */
export interface AdvanceDeps {
  transact: Transact<RunsRows>;
  begin: (runId: string, request: Claimed["request"]) => Promise<Begun>;
  buildGraph: (
    version: string,
    lease: {
      runId: string;
      token: number;
      input: KeptInput;
      capUsd: number;
      signal: AbortSignal;
    },
  ) => RequestGraph;
  clock: Clock;
  log: Log;
  practice: boolean;
  waiting: WaitingSettings;
  splitResult: (markdown: string) => string[];
}

/** Moves runs: takes the lease, lets the graph go on, and settles how far it came. */
export interface Advance {
  (runId: string): Promise<void>;
  /** Looks at a run's lease at once, because somebody pressed Stop. */
  nudge(runId: string): void;
  /** Ends all work in progress so that another process can go on; resolves when it has ended. */
  drain(): Promise<void>;
}

/** Makes the one caller of the graphs. */
export function createAdvance(deps: AdvanceDeps): Advance {
  const held = new Map<string, HeldLease>();
  const working = new Set<Promise<void>>();
  let draining = false;

  const advance = async (runId: string): Promise<void> => {
    if (draining) return;
    const claimed = await deps.transact((rows) => rows.runs.claim(runId, LEASE_MS));
    if (!claimed) return;
    const lease = holdLease({
      transact: deps.transact,
      runId,
      token: claimed.token,
      log: deps.log,
    });
    held.set(runId, lease);
    try {
      await workUnder(deps, claimed, lease);
    } finally {
      lease.release();
      held.delete(runId);
    }
  };

  const tracked = (runId: string): Promise<void> => {
    const work = advance(runId);
    const settled = work.then(
      () => undefined,
      () => undefined,
    );
    working.add(settled);
    void settled.then(() => working.delete(settled));
    return work;
  };

  return Object.assign(tracked, {
    nudge: (runId: string) => void held.get(runId)?.check(),
    async drain() {
      draining = true;
      for (const lease of held.values()) lease.end("draining");
      await Promise.all(working);
    },
  });
}

async function workUnder(deps: AdvanceDeps, claimed: Claimed, lease: HeldLease): Promise<void> {
  const { run, token } = claimed;
  const startedAt = performance.now();
  const workMs = () => Math.round(performance.now() - startedAt);
  const context = () => ({ token, now: deps.clock.now(), workMs: workMs() });
  try {
    if (run.stopBy !== null) {
      await stopNow(deps, run.id, run.stopBy, context());
      return;
    }
    if (run.attempts >= MAX_CUT_OFF) throw fail("WORKER_LOST");
    const input = await begun(deps, claimed, context());
    if (!input) return;
    await drive(deps, claimed, input, lease, context);
  } catch (error) {
    const stopBy =
      lease.ended() === "stopped"
        ? (await deps.transact((rows) => rows.runs.get(run.id)))?.stopBy
        : null;
    if (stopBy) {
      await stopNow(deps, run.id, stopBy, context());
      return;
    }
    if (lease.ended() === "lost" || hasCode(error, "LEASE_LOST")) {
      deps.log.info({ run: run.id }, "another worker has this run");
      return;
    }
    await settleFailure(deps, claimed, error, context(), lease.ended() === "draining");
  }
}

/** The first step: who asks and what may be read, once a run. Null: it was refused. */
async function begun(
  deps: AdvanceDeps,
  { run, request, token, input }: Claimed,
  context: { token: number; now: Date; workMs: number },
): Promise<KeptInput | null> {
  const kept = readKept(input);
  if (kept) return kept;
  const result = await deps.begin(run.id, request);
  return deps.transact(async (rows) => {
    if (!result.ok) {
      const summary = await summaryOf(rows, run.id);
      await endRefused(rows, summary, result.verdict.why, result.verdict.rule, context);
      return null;
    }
    result.input.graph.earlier = await earlierAnswers(rows, request.parentRunId);
    const stored = await rows.runs.keepInput(run.id, token, JSON.stringify(result.input));
    // A model takes seconds to name the job; the person who asked sees at once that it is taken, and can stop it.
    const { approval } = result.input.graph;
    await showStatus(rows, await summaryOf(rows, run.id), {
      phase: "working",
      tasks: [],
      now: "Reading your request",
      footer: workingFooter(run.capUsd, approval.wanted ? namesOf(approval.approvers) : ""),
    });
    await append(rows.ledger, {
      chain: `run:${run.id}`,
      kind: "run_started",
      key: "started",
      actor: request.userId,
      at: context.now,
      data: {
        sources: result.input.graph.sources.length,
        approval: result.input.graph.approval.wanted,
        version: run.graphVersion,
      },
    });
    return readKept(stored);
  });
}

async function drive(
  deps: AdvanceDeps,
  { run, token }: Claimed,
  input: KeptInput,
  lease: HeldLease,
  context: () => { token: number; now: Date; workMs: number },
): Promise<void> {
  const graph = deps.buildGraph(run.graphVersion, {
    runId: run.id,
    token,
    input,
    capUsd: run.capUsd,
    signal: lease.signal,
  });
  const holding = () => ({
    ...context(),
    practice: deps.practice,
    others: input.others,
    waiting: deps.waiting,
  });
  for (;;) {
    const ended = await deps.transact((rows) => rows.calls.untaken(run.id));
    const driven = await driveGraph(
      graph,
      { runId: run.id, token, input: input.graph, signal: lease.signal },
      ended,
      (calls) =>
        deps.transact(async (rows) =>
          openCalls(rows, await summaryOf(rows, run.id), calls, holding()),
        ),
    );
    if (driven.kind === "ended") {
      await deps.transact(async (rows) =>
        finishRun(rows, await summaryOf(rows, run.id), driven.ending, {
          ...context(),
          practice: deps.practice,
          splitResult: deps.splitResult,
        }),
      );
      return;
    }
    const state = await deps.transact(async (rows) =>
      holdRun(rows, await summaryOf(rows, run.id), driven, holding()),
    );
    if (state === "waiting") return;
  }
}

async function stopNow(
  deps: AdvanceDeps,
  runId: string,
  by: string,
  context: { token: number; now: Date; workMs: number },
): Promise<void> {
  await deps.transact(async (rows) => endStopped(rows, await summaryOf(rows, runId), by, context));
}

async function summaryOf(rows: RunsRows, runId: string): Promise<RunSummary> {
  const summary = await rows.runs.summary(runId);
  if (!summary) throw new Error("A claimed run has no summary.");
  return summary;
}
