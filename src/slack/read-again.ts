import { setTimeout as wait } from "node:timers/promises";
import { type Failure, isInstallation, readFailure } from "./outbound/outcome.js";

const AGAIN_AFTER_MS = 250;
/** Who is told to wait for longer waits where everybody sees it. */
const LONGEST_WAIT_MS = 1_000;
/** A try that held on for this long says that Slack is slow: a second one would only double it. */
const QUICK_MS = 2_000;

/** Methods that change nothing, so that they may be asked twice. */
const reads =
  /^(auth\.test|bots\.info|conversations\.(info|list|members|replies|history)|files\.info|team\.info|usergroups\.list|usergroups\.users\.list|users\.(info|list|conversations|getPresence))$/;

/**
 * Asks Slack once more where a read failed quickly for a reason that passes: a broken connection, a 5xx, a page that is
 * no answer, or a 429 of a second. Else a hiccup of Slack's costs a job a pause of seconds. What writes is never
 * repeated here, as it may have happened. Rejects with the last try's error.
 */
export async function readAgain<T>(method: string, call: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  try {
    return await call();
  } catch (error) {
    const isQuick = performance.now() - startedAt < QUICK_MS;
    const pauseMs = reads.test(method) && isQuick ? pauseBefore(readFailure(error)) : null;
    if (pauseMs === null) throw error;
    await wait(pauseMs);
    return call();
  }
}

/** Milliseconds; null: the same answer is to be expected. */
function pauseBefore(failure: Failure): number | null {
  if (failure.kind === "rate") return failure.waitMs <= LONGEST_WAIT_MS ? failure.waitMs : null;
  if (failure.kind === "unknown") return failure.isRefused === true ? null : AGAIN_AFTER_MS;
  return failure.kind === "retry" && !isInstallation(failure.code) ? AGAIN_AFTER_MS : null;
}
