import type { types } from "@slack/bolt";
import type { ListenerDeps } from "./deps.js";
import type { Place } from "./place.js";

/**
 * Makes a form and opens it, after the ack: whatever goes wrong, the person is told so, because Slack shows nothing
 * any more. `make` gives null where it has told them itself.
 */
export async function openForm(
  deps: ListenerDeps,
  place: Place,
  key: string,
  make: () => Promise<types.View | null>,
): Promise<void> {
  try {
    const view = await make();
    if (view) await deps.openView(place.triggerId, view);
  } catch (error) {
    // A trigger lasts three seconds; what was pressed is still there.
    deps.log.warn({ error: error instanceof Error ? error.name : "?" }, "form not opened");
    await deps.tell(
      { key, channel: place.channel, threadTs: place.threadTs, userId: place.actor },
      "The form took too long to open. Please try again.",
    );
  }
}
