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

interface Deps {
  transact: Transact<Pick<IntakeRows, "inbox">>;
  clock: Clock;
}

/** Makes the way in for clicks: the row is committed before Slack is told. Returns the row's id, or null for a repeat. */
export function createAcceptClick(deps: Deps): (click: Click) => Promise<string | null> {
  const acceptAll = createAcceptClicks(deps);
  return async (click) => (await acceptAll([click]))[0] ?? null;
}

/** The same for one press that is several decisions: all or none. Returns the ids of those that are no repeats. */
export function createAcceptClicks(deps: Deps): (clicks: readonly Click[]) => Promise<string[]> {
  return (clicks) =>
    deps.transact(async (rows) => {
      const ids: string[] = [];
      for (const click of clicks) {
        const { row, fresh } = await rows.inbox.insertIfAbsent({
          id: newId("inb"),
          ...click,
          receivedAt: deps.clock.now(),
          handledAt: null,
          attempts: 0,
        });
        if (fresh) ids.push(row.id);
      }
      return ids;
    });
}
