import { showStatus } from "../delivery/status.js";
import type { RunsRows } from "./ports.js";

const PAUSES_MS = [5_000, 15_000, 45_000, 60_000];

/**
 * When to ask the model again: after pauses that grow, never before it wants to be asked, at the latest when the
 * patience ends. Null: that is over.
 */
export function nextTry(
  away: { since: Date; waits: number },
  now: Date,
  waits: { patienceMs: number; retryAfterMs: number },
): Date | null {
  const end = away.since.getTime() + waits.patienceMs;
  const wanted = now.getTime() + waits.retryAfterMs;
  if (now.getTime() >= end || wanted > end) return null;
  const pauseMs = PAUSES_MS[Math.min(away.waits, PAUSES_MS.length - 1)] ?? 0;
  return new Date(Math.min(Math.max(now.getTime() + pauseMs, wanted), end));
}

/** What people read meanwhile; the longest that it may be stays true however long it has been. */
export function awayWords(patienceMs: number): string {
  return `The model service does not answer. I keep trying for up to ${spanOf(patienceMs)}; after that you can try again yourself. Nothing is lost.`;
}

/**
 * Puts a run back in the queue because the model does not answer: the lease is free, its status says for how long, and
 * neither its tries nor its work count. False where the patience is over.
 */
export async function waitForModel(
  rows: RunsRows,
  runId: string,
  context: { token: number; now: Date; workMs: number },
  waits: { patienceMs: number; retryAfterMs: number },
): Promise<boolean> {
  await rows.runs.fence(runId, context.token);
  const known = await rows.runs.modelAway(runId);
  // A model that answered in between was back: this is another outage.
  const since = known.hasAnswered ? null : known.since;
  const away = since === null ? { since: context.now, waits: 0 } : { since, waits: known.waits };
  const at = nextTry(away, context.now, waits);
  const summary = at && (await rows.runs.summary(runId));
  if (!at || !summary) return false;
  await showStatus(rows, summary, {
    phase: "waiting",
    tasks: await rows.tasks.list(runId),
    now: "",
    footer: awayWords(waits.patienceMs),
  });
  await rows.runs.settle(runId, context.token, "queued", {
    nextTryInMs: at.getTime() - context.now.getTime(),
    addWorkMs: since === null ? context.workMs : 0,
    modelAway: { since: away.since, waits: away.waits + 1 },
  });
  return true;
}

function spanOf(ms: number): string {
  const minutes = Math.max(1, Math.ceil(ms / 60_000));
  if (minutes < 90) return minutes === 1 ? "a minute" : `${minutes} minutes`;
  return `${Math.ceil(minutes / 60)} hours`;
}
