import type { Clock } from "../clock.js";
import type { Transact } from "../domain/transact.js";
import { FermataError, hasCode } from "../errors.js";
import type { Log } from "../log.js";
import { endFailed, endStopped } from "./end/end-early.js";
import type { Claimed, RunsRows } from "./ports.js";

/** A run that fails this often for a reason of ours is quarantined. */
const MAX_TRIES = 3;

/** What becomes of a run whose work threw. */
export type FailurePlan =
  | { kind: "again"; delayMs: number; countsAsTry: boolean }
  | { kind: "fail"; reason: "model" | "poison" | "internal"; what: string; code: string };

/** Decides by the error's kind: outages wait, model trouble is shown, anything else is tried three times. */
export function planFor(error: unknown, attempts: number): FailurePlan {
  const code = error instanceof FermataError ? error.code : codeOf(error);
  if (hasCode(error, "SLACK_UNREACHABLE") || hasCode(error, "DATABASE_UNREACHABLE")) {
    return { kind: "again", delayMs: 5_000, countsAsTry: false };
  }
  if (hasCode(error, "ROOT_NOT_SHOWN")) {
    return { kind: "again", delayMs: 1_000, countsAsTry: false };
  }
  if (hasCode(error, "MODEL_UNREACHABLE")) {
    return {
      kind: "fail",
      reason: "model",
      what: "The model service did not answer (3 tries).",
      code,
    };
  }
  if (hasCode(error, "MODEL_REFUSED")) {
    return {
      kind: "fail",
      reason: "model",
      what: "The model service refused the call. The people who run Fermata must look at its key and model names.",
      code,
    };
  }
  if (hasCode(error, "MODEL_OUTPUT_INVALID")) {
    return {
      kind: "fail",
      reason: "model",
      what: "The model's answers could not be used (3 tries).",
      code,
    };
  }
  if (hasCode(error, "STEP_LIMIT")) {
    return {
      kind: "fail",
      reason: "internal",
      what: "It took more steps than a job may take.",
      code,
    };
  }
  if (hasCode(error, "WORKER_LOST")) {
    const what = `The program ended ${attempts} times in the middle of the same step.`;
    return { kind: "fail", reason: "poison", what, code };
  }
  const tries = attempts + 1;
  if (tries >= MAX_TRIES) {
    return {
      kind: "fail",
      reason: "poison",
      what: `It failed ${tries} times in the same place.`,
      code,
    };
  }
  return { kind: "again", delayMs: 1_000 * 2 ** tries, countsAsTry: true };
}

/** Settles a run whose work threw: queued again, or ended so that people see it. */
export async function settleFailure(
  deps: { transact: Transact<RunsRows>; clock: Clock; log: Log },
  { run, token }: Claimed,
  error: unknown,
  context: { token: number; now: Date; workMs: number },
  draining: boolean,
): Promise<void> {
  const plan: FailurePlan = draining
    ? { kind: "again", delayMs: 0, countsAsTry: false }
    : planFor(error, run.attempts);
  deps.log[draining ? "info" : "error"](
    { run: run.id, code: codeOf(error), error: describe(error), plan: plan.kind },
    draining ? "run handed back" : "run step failed",
  );
  await deps.transact(async (rows) => {
    if (plan.kind === "again") {
      await rows.runs.settle(run.id, token, "queued", {
        nextTryAt: new Date(deps.clock.now().getTime() + plan.delayMs),
        attempts: run.attempts + (plan.countsAsTry ? 1 : 0),
        addWorkMs: context.workMs,
      });
      return;
    }
    await rows.runs.fence(run.id, token);
    const summary = await rows.runs.summary(run.id);
    const stopBy = (await rows.runs.get(run.id))?.stopBy ?? null;
    // A job that somebody stopped does not ask to be tried again.
    if (summary && stopBy !== null) await endStopped(rows, summary, stopBy, context);
    else if (summary) await endFailed(rows, summary, plan, context);
  });
}

function codeOf(error: unknown): string {
  if (error instanceof FermataError) return error.code;
  return error instanceof Error ? error.name : "UNKNOWN";
}

/** For the log: class and place, never the text, which may hold what people wrote. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  // The message comes first in a stack, and may have lines with "at" in them.
  const stack = error.stack?.replace(error.message, () => "") ?? "";
  const place = stack.split("\n").find((line) => /^\s+at \S/.test(line)) ?? "";
  return `${error.name}${place ? ` ${place.trim()}` : ""}`;
}
