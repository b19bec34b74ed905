import type { Clock } from "../clock.js";
import { newId } from "../domain/ids.js";
import type { Transact } from "../domain/transact.js";
import type { IntakeRows } from "./ports.js";

/** A message that somebody deleted. */
export interface Deleted {
  team: string;
  channel: string;
  ts: string;
}

/**
 * Makes the way in for deletions: the job of a deleted request stops, and says so where it is shown, unless it has
 * posted. The card of an open call counts as lost and is sent elsewhere. Of any other message nothing is kept. Returns
 * the runs to wake.
 */
export function createAcceptDeleted(deps: {
  transact: Transact<Pick<IntakeRows, "requests" | "runs" | "calls" | "effects" | "inbox">>;
  clock: Clock;
}): (deleted: Deleted) => Promise<string[]> {
  return ({ team, channel, ts }) =>
    deps.transact(async (rows) => {
      const asked = await rows.requests.byMessage(team, channel, ts);
      if (!asked) {
        await rows.calls.noteDeleted({ channel, ts });
        return [];
      }
      // Locked, so that nothing is posted between the look and the stop. What is posted is seen through: its card takes it down.
      await rows.runs.lockLive(asked.runId);
      const effects = await rows.effects.ofRun(asked.runId);
      if (effects.some((one) => one.state !== "failed")) return [];
      const by = asked.request.userId;
      // Said again, it does not stop what somebody has let go on after all.
      const { fresh } = await rows.inbox.insertIfAbsent({
        id: newId("inb"),
        dedupeKey: `deleted:${team}:${channel}:${ts}`,
        team,
        actor: by,
        channel,
        threadTs: null,
        body: { kind: "stop", runId: asked.runId },
        receivedAt: deps.clock.now(),
        handledAt: deps.clock.now(),
        attempts: 0,
      });
      if (!fresh) return [];
      const stops = await rows.runs.requestStop(asked.runId, by, deps.clock.now(), "deleted");
      return stops ? [asked.runId] : [];
    });
}
