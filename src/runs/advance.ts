import { fail, hasCode } from "../errors.js";
import { type AdvanceDeps, summaryOf, type WorkContext } from "./advance-deps.js";
import { createCompany, MAX_CUT_OFF } from "./company.js";
import { drive } from "./drive.js";
import { endStopped } from "./end/end-early.js";
import { settleFailure } from "./failure.js";
import { begun } from "./begin/first-step.js";
import { type HeldLease, holdLease, LEASE_MS } from "./lease.js";
import type { Claimed } from "./ports.js";
import { throughOutage } from "./through-outage.js";
import { withinWork } from "./work-limit.js";
import { endReadersJoined } from "./end/readers-joined.js";

/** For so long a run is not given up because the database is away; a process that ends has less time. */
const PATIENCE_MS = 30_000;
const DRAIN_PATIENCE_MS = 3_000;

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
  const company = createCompany();
  let draining = false;

  /** Another process need not wait for its sweep. */
  const wakeElsewhere = async (runId: string, past: number | null = null): Promise<boolean> => {
    try {
      await deps.waker.wake(runId, past === null ? {} : { past });
      return true;
    } catch (error) {
      const name = error instanceof Error ? error.name : "?";
      deps.log.warn({ run: runId, error: name }, "wake failed");
      return false;
    }
  };

  /** Whatever a drain has to wait for. */
  const track = (work: Promise<unknown>) => {
    const settled = work.then(
      () => undefined,
      () => undefined,
    );
    working.add(settled);
    void settled.then(() => working.delete(settled));
  };

  /** Who was turned away may come now; where the queue does not answer, or this process ends, the sweep brings them. */
  const callBack = () => {
    const all = async () => {
      for (const { id, past } of company.callBack()) {
        if (draining || !(await wakeElsewhere(id, past))) return;
      }
    };
    track(all());
  };

  /** Takes the run, or hands it back in the same transaction: if we die here it has had no try. Null: it is another's. */
  const take = async (runId: string): Promise<(Claimed & { isIn: boolean }) | null> => {
    let entered: Claimed["run"] | null = null;
    const undo = () => {
      if (entered !== null) company.leave(entered);
      entered = null;
    };
    try {
      return await deps.transact(async (rows) => {
        // The database may have this done once more, under another token.
        undo();
        const claimed = await rows.runs.claim(runId, LEASE_MS, deps.graphs.here);
        if (!claimed) return null;
        const isIn = !draining && company.enter(claimed.run);
        if (isIn) entered = claimed.run;
        else await rows.runs.settle(runId, claimed.token, "queued", {});
        return { ...claimed, isIn };
      });
    } catch (error) {
      undo();
      callBack();
      throw error;
    }
  };

  const advance = async (runId: string): Promise<void> => {
    if (draining) return void (await wakeElsewhere(runId));
    if (!company.admits(runId)) return;
    const claimed = await take(runId);
    if (!claimed) {
      company.forget(runId);
      return callBack();
    }
    // fault: run.claimed
    if (claimed.takenOver) deps.meter.count("fermata_leases_taken_over_total");
    const { token } = claimed;
    if (!claimed.isIn) {
      if (draining) return void (await wakeElsewhere(runId));
      // Only now: until then nobody could have taken it, and whoever tried has forgotten it.
      company.handedBack(claimed.run);
      return callBack();
    }
    const { transactNow, log } = deps;
    const moved = () => {
      company.moved(claimed.run);
      callBack();
    };
    const lease = holdLease({ transactNow, runId, token, moved, log });
    held.set(runId, lease);
    try {
      const work = () => workUnder(deps, claimed, lease);
      await (deps.traced ? deps.traced(claimed, work) : work());
    } finally {
      lease.release();
      // After a loss this process may have taken the run again.
      if (held.get(runId) === lease) held.delete(runId);
      company.leave(claimed.run);
      callBack();
    }
    // fault: run.released
    if (lease.ended() === "draining") await wakeElsewhere(runId);
  };

  const tracked = (runId: string): Promise<void> => {
    const work = advance(runId);
    track(work);
    return work;
  };

  return Object.assign(tracked, {
    nudge: (runId: string) => void held.get(runId)?.check(),
    async drain() {
      draining = true;
      for (const lease of held.values()) lease.end("draining");
      // Who ends may call others back.
      while (working.size > 0) await Promise.all(working);
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
    await withinWork(deps.maxWorkMs - run.workMs, lease, () =>
      drive(deps, claimed, input, lease, context),
    );
  } catch (error) {
    // The graph leaves at the first step that throws; those beside it would go on, and pay, under a run that is settled.
    lease.endWork();
    // Our lease may still be the one: an outage of seconds is no lost worker, and costs no wait until the lease ends.
    const patienceMs = () => (lease.ended() === "draining" ? DRAIN_PATIENCE_MS : PATIENCE_MS);
    const transact = throughOutage(deps.transact, patienceMs);
    try {
      await settleThrown({ ...deps, transact }, claimed, error, context(), lease);
    } catch (cause) {
      if (!hasCode(cause, "LEASE_LOST")) throw cause;
      deps.log.info({ run: run.id }, "another worker has this run");
    }
  }
}

/** Settles a run whose work ended with an error, or was told to end. */
async function settleThrown(
  deps: AdvanceDeps,
  claimed: Claimed,
  error: unknown,
  context: WorkContext,
  lease: HeldLease,
): Promise<void> {
  const { id } = claimed.run;
  const stopBy =
    lease.ended() === "stopped" ? (await deps.transact((rows) => rows.runs.get(id)))?.stopBy : null;
  if (stopBy) return stopNow(deps, id, stopBy, context);
  if (hasCode(error, "READERS_JOINED")) {
    return deps.transact(async (rows) =>
      endReadersJoined(rows, await summaryOf(rows, id), context),
    );
  }
  if (lease.ended() === "lost") throw fail("LEASE_LOST");
  if (hasCode(error, "LEASE_LOST")) throw error;
  await settleFailure(deps, claimed, error, context, lease.ended() === "draining");
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
