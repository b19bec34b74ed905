import { fail, hasCode } from "../errors.js";
import { type AdvanceDeps, summaryOf, type WorkContext } from "./advance-deps.js";
import { drive } from "./drive.js";
import { endStopped } from "./end/end-early.js";
import { settleFailure } from "./failure.js";
import { begun } from "./begin/first-step.js";
import { type HeldLease, holdLease, LEASE_MS } from "./lease.js";
import type { Claimed } from "./ports.js";
import { endReadersJoined } from "./end/readers-joined.js";

/** A run that loses this many workers without a step forward in between does not get another one. */
const MAX_CUT_OFF = 5;

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
    // What is on its way to another channel cannot be stopped: it is seen through.
    if (run.stopBy !== null && !(await hasPosted(deps, run.id))) {
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
    if (hasCode(error, "READERS_JOINED")) {
      await deps.transact(async (rows) =>
        endReadersJoined(rows, await summaryOf(rows, run.id), context()),
      );
      return;
    }
    if (lease.ended() === "lost" || hasCode(error, "LEASE_LOST")) {
      deps.log.info({ run: run.id }, "another worker has this run");
      return;
    }
    await settleFailure(deps, claimed, error, context(), lease.ended() === "draining");
  }
}

async function hasPosted(deps: AdvanceDeps, runId: string): Promise<boolean> {
  const effects = await deps.transact((rows) => rows.effects.ofRun(runId));
  return effects.some((one) => one.state !== "failed");
}

async function stopNow(
  deps: AdvanceDeps,
  runId: string,
  by: string,
  context: WorkContext,
): Promise<void> {
  await deps.transact(async (rows) => endStopped(rows, await summaryOf(rows, runId), by, context));
}
