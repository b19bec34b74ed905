import type { Clock } from "../../clock.js";
import { isOpenCard, type OpenCard } from "../../delivery/card-place.js";
import type { OutboxItem } from "../../domain/outbox-item.js";
import type { Transact } from "../../domain/transact.js";
import type { Log } from "../../log.js";
import type { RunsRows, Waker } from "../ports.js";
import { settleDowns } from "./taken-down.js";

const BATCH = 20;

/** Hears that Slack has what an outbox row says, or will never have it; the sweeper repairs what is missed. */
export type OnShown = (item: OutboxItem) => Promise<void>;

/** Makes what follows at once when Slack has something: a post wakes its run, a card's seconds begin. */
export function createOnShown(deps: {
  transact: Transact<RunsRows>;
  waker: Waker;
  /** A question that goes on without an answer can be read: its time begins. */
  seen: (callId: string) => Promise<void>;
  clock: Clock;
  log: Log;
}): OnShown {
  const follow = async (item: OutboxItem): Promise<void> => {
    if (item.type === "delete") {
      await deps.transact((rows) => settleDowns(rows, deps.clock.now(), BATCH));
    }
    if (item.type !== "message") return;
    const { shown } = item;
    if (isOpenCard(shown) && goesOn(shown)) await deps.seen(shown.callId);
    if (shown.kind === "post") await deps.waker.wake(shown.runId);
    if (shown.kind === "approval_settled" && shown.post?.state === "window") {
      await deps.transact((rows) => rows.calls.beginWindow(item.opKey, deps.clock.now()));
    }
  };
  return async (item) => {
    await follow(item).catch((error: unknown) => {
      const name = error instanceof Error ? error.name : "?";
      deps.log.warn({ opKey: item.opKey, error: name }, "left to the sweeper");
    });
  };
}

/** Whether silence about a card goes on with something; money that is used up always finishes with what is there. */
function goesOn(shown: OpenCard): boolean {
  return shown.kind === "budget" || ("silence" in shown && shown.silence === "default");
}
