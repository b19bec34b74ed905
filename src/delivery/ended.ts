import type { Named } from "../domain/person.js";
import type { ShownOf } from "../domain/shown.js";
import type { OutboxRows } from "./ports.js";
import { type RunBrief, titleOf } from "./run-brief.js";

/** Says that a run ended without a result, once, in one new message. */
export async function showEnded(
  rows: { outbox: OutboxRows },
  run: RunBrief,
  end: {
    why: ShownOf<"ended">["why"];
    by: Named | null;
    at: Date;
    reason: string;
    done: string;
    notDone: string;
    cost: string;
    askAgain: boolean;
    requestDeleted?: boolean;
    canGoOn?: boolean;
    sent?: string;
  },
): Promise<void> {
  // Whoever stops a job knows it already.
  const ping = end.why !== "stopped" || end.by?.id !== run.requester.id;
  await rows.outbox.put({
    type: "message",
    opKey: await endedKey(rows, run.id),
    runId: run.id,
    channel: run.channel,
    threadTs: run.threadTs,
    pings: ping && end.why !== "stopped" ? [run.requester.id] : [],
    shown: {
      kind: "ended",
      runId: run.id,
      requester: run.requester,
      title: titleOf(run),
      ...end,
      at: end.at.toISOString(),
      ping: ping && end.why !== "stopped",
    },
  });
}

/** A job that goes on after all, and then ends, says so in a message of its own: the next one's key. */
async function endedKey(rows: { outbox: OutboxRows }, runId: string): Promise<string> {
  for (let n = 1; ; n += 1) {
    const key = n === 1 ? `${runId}:ended` : `${runId}:ended:${n}`;
    const item = await rows.outbox.get(key);
    const over = item?.type === "message" && item.shown.kind === "ended" && item.shown.goneOn;
    if (!over) return key;
  }
}

/** Says on the message that a run was stopped who goes on with it; the button goes. */
export async function showGoneOn(
  rows: { outbox: OutboxRows },
  runId: string,
  by: Named,
  at: Date,
): Promise<void> {
  const item = await rows.outbox.get(await endedKey(rows, runId));
  if (item?.type !== "message" || item.shown.kind !== "ended") return;
  const shown = { ...item.shown, canGoOn: false, goneOn: { by, at: at.toISOString() } };
  await rows.outbox.put({ ...item, pings: [], shown });
}

/** Each failure has a message of its own, by the token of the lease that it ended. */
const failedKey = (runId: string, attempt: number) => `${runId}:failed:${attempt}`;

/** Says on the message that a run failed who tried again; the buttons go. */
export async function showTriedAgain(
  rows: { outbox: OutboxRows },
  run: { id: string; token: number },
  by: Named,
  at: Date,
): Promise<void> {
  const item = await rows.outbox.get(failedKey(run.id, run.token));
  if (item?.type !== "message" || item.shown.kind !== "failure") return;
  const triedAgain = { by, at: at.toISOString() };
  const shown = { ...item.shown, canRetry: false, hasPartial: false, triedAgain };
  await rows.outbox.put({ ...item, pings: [], shown });
}

/** Says that a run failed, what is kept, and offers to try again (S13). */
export async function showFailure(
  rows: { outbox: OutboxRows },
  run: RunBrief,
  failure: {
    attempt: number;
    what: string;
    kept: string;
    canRetry: boolean;
    canRestart?: boolean;
    hasPartial?: boolean;
  },
): Promise<void> {
  await rows.outbox.put({
    type: "message",
    opKey: failedKey(run.id, failure.attempt),
    runId: run.id,
    channel: run.channel,
    threadTs: run.threadTs,
    pings: [run.requester.id],
    shown: {
      kind: "failure",
      runId: run.id,
      requester: run.requester,
      title: titleOf(run),
      what: failure.what,
      kept: failure.kept,
      canRetry: failure.canRetry,
      ...(failure.canRestart === undefined ? {} : { canRestart: failure.canRestart }),
      hasPartial: failure.hasPartial ?? false,
    },
  });
}
