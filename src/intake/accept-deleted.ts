import type { Clock } from "../clock.js";
import type { Transact } from "../domain/transact.js";
import type { IntakeRows } from "./ports.js";
import { stopDeleted } from "./stop-deleted.js";

/** A message that somebody deleted. */
export interface Deleted {
  team: string;
  channel: string;
  ts: string;
}

/**
 * Makes the way in for deletions: the job of a deleted request stops, and says so where it is shown, unless it has
 * posted. The card of an open call counts as lost and is sent elsewhere. Of any other message it is noted for an hour
 * that it is gone, because Slack may bring it after its own deletion. Returns the runs to wake.
 */
export function createAcceptDeleted(deps: {
  transact: Transact<
    Pick<IntakeRows, "requests" | "runs" | "calls" | "effects" | "inbox" | "gone">
  >;
  clock: Clock;
}): (deleted: Deleted) => Promise<string[]> {
  return (deleted) =>
    deps.transact(async (rows) => {
      const { team, channel, ts } = deleted;
      await rows.gone.lock(deleted);
      const asked = await rows.requests.byMessage(team, channel, ts);
      if (asked) return stopDeleted(rows, asked, deps.clock.now());
      await rows.calls.noteDeleted({ channel, ts });
      await rows.gone.note(deleted);
      return [];
    });
}
