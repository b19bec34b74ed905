import type { Clock } from "../clock.js";
import type { Transact } from "../domain/transact.js";
import { FermataError, hasCode, isDatabaseOutage, retryAfterOf } from "../errors.js";
import type { Log } from "../log.js";
import type { WorkContext } from "./advance-deps.js";
import { endFailed, endStopped } from "./end/end-early.js";
import { endLost } from "./end/end-lost.js";
import { lastingFailure } from "./lasting-failure.js";
import type { Claimed, RunsRows } from "./ports.js";
import { NOT_TAKEN_IN } from "./version/standing.js";
import { waitForModel } from "./wait-for-model.js";

/** A run that fails this often for a reason of ours is quarantined. */
const MAX_TRIES = 3;

/** What people can do about one that is. */
const ONCE_MORE =
  "Try again once. If it stops there again, ask for less at a time, or tell whoever runs Fermata.";

/** What becomes of a run whose work threw. */
export type FailurePlan =
  | { kind: "again"; delayMs: number; countsAsTry: boolean }
  | { kind: "model_away"; retryAfterMs: number }
  | { kind: "lost"; what: string; code: string }
  | FailureShown;

/** What people are told of a run that ends; `canRetry` false: it would end in the same place. */
export interface FailureShown {
  kind: "fail";
  reason: "model" | "poison" | "internal";
  what: string;
  code: string;
  canRetry?: boolean;
  /** What can be done now, where its sentence has not said so. */
  advice?: string;
}

/** Decides by the error's kind: outages wait, model trouble is shown, anything else is tried three times. */
export function planFor(error: unknown, attempts: number): FailurePlan {
  const code = error instanceof FermataError ? error.code : codeOf(error);
  if (hasCode(error, "SLACK_UNREACHABLE") || isDatabaseOutage(error)) {
    return { kind: "again", delayMs: 5_000, countsAsTry: false };
  }
  if (hasCode(error, "ROOT_NOT_SHOWN")) {
    return { kind: "again", delayMs: 1_000, countsAsTry: false };
  }
  if (hasCode(error, "GRAPH_LOST")) {
    const isUpdate = whyLost(error).why !== NOT_TAKEN_IN;
    const what = isUpdate
      ? "Fermata was updated while this job waited, so the job cannot go on from where it was."
      : "An answer did not reach this job, so it cannot go on from where it was.";
    return { kind: "lost", what, code };
  }
  if (hasCode(error, "MODEL_UNREACHABLE")) {
    return { kind: "model_away", retryAfterMs: retryAfterOf(error) };
  }
  const lasting = lastingFailure(error);
  if (lasting) return lasting;
  if (hasCode(error, "WORKER_LOST")) {
    const what = `I broke off ${attempts} times at the same step.`;
    return { kind: "fail", reason: "poison", what, code, advice: ONCE_MORE };
  }
  const tries = attempts + 1;
  if (tries >= MAX_TRIES) {
    const what = `The same step failed ${tries} times.`;
    return { kind: "fail", reason: "poison", what, code, advice: ONCE_MORE };
  }
  return { kind: "again", delayMs: 1_000 * 2 ** tries, countsAsTry: true };
}

/** Settles a run whose work threw: queued again, or ended so that people see it. */
export async function settleFailure(
  deps: { transact: Transact<RunsRows>; clock: Clock; log: Log; modelPatienceMs: number },
  { run, token }: Claimed,
  error: unknown,
  context: WorkContext,
  draining: boolean,
): Promise<void> {
  let plan: FailurePlan | null = null;
  try {
    plan = await deps.transact(async (rows) => {
      await rows.runs.fence(run.id, token);
      const now = await rows.runs.get(run.id);
      // Not as it was claimed: a step forward since then has forgotten the tries before it.
      const made: FailurePlan = draining
        ? { kind: "again", delayMs: 0, countsAsTry: false }
        : planFor(error, now?.attempts ?? 0);
      await settleAs(deps, rows, run.id, made, now?.stopBy ?? null, context);
      return made;
    });
  } finally {
    deps.log[draining ? "info" : "error"](
      {
        run: run.id,
        code: codeOf(error),
        error: describe(error),
        plan: plan?.kind ?? "not settled",
        ...whyLost(error),
      },
      draining ? "run handed back" : "run step failed",
    );
  }
}

async function settleAs(
  deps: { log: Log; modelPatienceMs: number },
  rows: RunsRows,
  runId: string,
  plan: FailurePlan,
  stopBy: string | null,
  context: WorkContext,
): Promise<void> {
  if (plan.kind === "again") {
    await rows.runs.settle(runId, context.token, "queued", {
      ...(plan.delayMs > 0 && {
        nextTryInMs: plan.delayMs,
      }),
      ...(plan.countsAsTry && { attempts: "one more" }),
      addWorkMs: context.workMs,
    });
    return;
  }
  if (plan.kind === "model_away") {
    const { retryAfterMs } = plan;
    const waits = { patienceMs: deps.modelPatienceMs, retryAfterMs };
    if (await waitForModel(rows, runId, context, waits)) return;
  }
  const shown = plan.kind === "model_away" ? modelGone(await awayMs(rows, runId, context)) : plan;
  const summary = await rows.runs.summary(runId);
  const failing = { ...context, log: deps.log };
  // A job that somebody stopped does not ask to be tried again.
  if (summary && stopBy !== null) await endStopped(rows, summary, stopBy, context);
  else if (summary && shown.kind === "lost") await endLost(rows, summary, shown, failing);
  else if (summary && shown.kind === "fail") await endFailed(rows, summary, shown, failing);
}

/** For how long the run has waited for the model: a service that asks for more time than it has is not waited for. */
async function awayMs(rows: RunsRows, runId: string, context: { now: Date }): Promise<number> {
  const { since, hasAnswered } = await rows.runs.modelAway(runId);
  return since === null || hasAnswered ? 0 : context.now.getTime() - since.getTime();
}

function modelGone(waitedMs: number): FailureShown {
  const minutes = Math.round(waitedMs / 60_000);
  const long = minutes === 0 ? "" : minutes === 1 ? " for a minute" : ` for ${minutes} minutes`;
  const what = `The model service did not answer${long}.`;
  return { kind: "fail", reason: "model", what, code: "MODEL_UNREACHABLE" };
}

/** What the operator may know of a run that an update left behind: our own words only. */
function whyLost(error: unknown): { why?: string } {
  const isLost = error instanceof FermataError && error.code === "GRAPH_LOST";
  return isLost && error.detail !== undefined ? { why: error.detail } : {};
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
