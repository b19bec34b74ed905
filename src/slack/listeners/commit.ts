import type { InboxBody } from "../../domain/inbox.js";
import type { ListenerDeps } from "./deps.js";
import type { Place } from "./place.js";

/**
 * Commits a click, then acknowledges it, then acts on it. If the commit fails there is no ack: the person sees
 * Slack's own warning and presses again. What happens after the ack is repaired by the sweeper.
 */
export async function commitThenAct(
  deps: ListenerDeps,
  place: Place,
  dedupeKey: string,
  body: InboxBody,
  ack: () => Promise<void>,
): Promise<void> {
  const id = await deps.acceptClick({
    dedupeKey,
    team: place.team,
    actor: place.actor,
    channel: place.channel,
    threadTs: place.threadTs,
    body,
  });
  // fault: click.committed
  await ack();
  // fault: click.acked
  if (id === null) return;
  await deps.handle(id).catch((error: unknown) => {
    deps.log.warn({ inbox: id, error: error instanceof Error ? error.name : "?" }, "click left");
  });
}
