import type { Log } from "../log.js";
import type { Transact } from "../domain/transact.js";
import type { RunRows } from "./ports.js";

/** Four renewals long: one that is late, or a machine that is busy, does not cost the run. */
export const LEASE_MS = 6_000;
const RENEW_EVERY_MS = 1_500;

/** Why work under a lease must end before it is done. */
export type LeaseEnd = "stopped" | "lost" | "draining" | "overtime";

/** A lease that is renewed until `release`; `signal` aborts on a stop, a loss or a drain. */
export interface HeldLease {
  signal: AbortSignal;
  ended(): LeaseEnd | null;
  /** Looks at once, e.g. because somebody pressed Stop. */
  check(): Promise<void>;
  end(why: LeaseEnd): void;
  /** Aborts what still works under it, such as the steps beside one that failed; the lease itself is kept. */
  endWork(): void;
  release(): void;
}

/** Keeps a claimed run's lease alive. A database that does not answer is not a loss: the next look decides. */
export function holdLease(deps: {
  /** Not the one that the work waits in: a busy process would lose what it works on. */
  transactNow: Transact<{ runs: RunRows }>;
  runId: string;
  token: number;
  /** Told again and again once the run has made a step since its last worker was lost. */
  moved: () => void;
  log: Log;
}): HeldLease {
  const controller = new AbortController();
  let why: LeaseEnd | null = null;
  const end = (reason: LeaseEnd) => {
    why ??= reason;
    controller.abort(new Error(`The lease ended: ${reason}.`));
  };
  const check = async () => {
    try {
      const state = await deps.transactNow((rows) =>
        rows.runs.renew(deps.runId, deps.token, LEASE_MS),
      );
      if (!state.held) end("lost");
      else if (state.stopBy !== null) end("stopped");
      if (state.attempts === 0) deps.moved();
    } catch (error) {
      deps.log.warn(
        { run: deps.runId, error: error instanceof Error ? error.name : "?" },
        "lease not renewed",
      );
    }
  };
  const endWork = () => controller.abort(new Error("The work under this lease is over."));
  // One at a time: while the database stands still they would take all connections of what Slack waits for.
  let renewing: Promise<void> | null = null;
  const timer = setInterval(() => {
    renewing ??= check().finally(() => (renewing = null));
  }, RENEW_EVERY_MS);
  timer.unref();
  return {
    signal: controller.signal,
    ended: () => why,
    check,
    end,
    endWork,
    release() {
      clearInterval(timer);
      endWork();
    },
  };
}
