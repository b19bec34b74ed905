import { newId } from "../domain/ids.js";
import type { Request } from "../domain/request.js";
import type { IntakeRows } from "./ports.js";

/**
 * Asks the job of a deleted request to stop, unless it has posted: what is posted is seen through, and its card takes it
 * down. Returns the runs to wake.
 */
export async function stopDeleted(
  rows: Pick<IntakeRows, "runs" | "effects" | "inbox">,
  { request, runId }: { request: Request; runId: string },
  now: Date,
): Promise<string[]> {
  // Locked, so that nothing is posted between the look and the stop.
  await rows.runs.lockLive(runId);
  const effects = await rows.effects.ofRun(runId);
  if (effects.some((one) => one.state !== "failed")) return [];
  const { team, channel, messageTs, userId: by } = request;
  // Said again, it does not stop what somebody has let go on after all.
  const { fresh } = await rows.inbox.insertIfAbsent({
    id: newId("inb"),
    dedupeKey: `deleted:${team}:${channel}:${messageTs}`,
    team,
    actor: by,
    channel,
    threadTs: null,
    body: { kind: "stop", runId },
    receivedAt: now,
    handledAt: now,
    attempts: 0,
  });
  if (!fresh) return [];
  return (await rows.runs.requestStop(runId, by, now, "deleted")) ? [runId] : [];
}
