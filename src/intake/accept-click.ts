import type { Clock } from "../clock.js";
import { newId } from "../domain/ids.js";
import type { InboxBody } from "../domain/inbox.js";
import type { Transact } from "../domain/transact.js";
import type { IntakeRows } from "./ports.js";

/** A click or form as Slack verified it. */
export interface Click {
  /** Unique for this press: trigger id, action time, or view id. */
  dedupeKey: string;
  team: string;
  actor: string;
  channel: string;
  threadTs: string | null;
  body: InboxBody;
}

/** Makes the way in for clicks: the row is committed before Slack is told. Returns the row's id, or null for a repeat. */
export function createAcceptClick(deps: {
  transact: Transact<Pick<IntakeRows, "inbox">>;
  clock: Clock;
}): (click: Click) => Promise<string | null> {
  return (click) =>
    deps.transact(async (rows) => {
      const { row, fresh } = await rows.inbox.insertIfAbsent({
        id: newId("inb"),
        ...click,
        receivedAt: deps.clock.now(),
        handledAt: null,
        attempts: 0,
      });
      return fresh ? row.id : null;
    });
}
