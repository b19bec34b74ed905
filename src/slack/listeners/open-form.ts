import type { types } from "@slack/bolt";
import { isDatabaseOutage } from "../../errors.js";
import type { ListenerDeps } from "./deps.js";
import type { Place } from "./place.js";
import type { Press } from "./press.js";

/**
 * Makes a form and opens it, after the ack: whatever goes wrong, the person is told so, because Slack shows nothing
 * any more, with the same button again where `again` says which it was. `make` gives null where it has told them itself.
 */
export async function openForm(
  deps: ListenerDeps,
  place: Place,
  key: string,
  make: () => Promise<types.View | null>,
  again?: Pick<Press, "family" | "verb" | "id">,
): Promise<void> {
  try {
    const view = await make();
    if (view) await deps.openView(place.triggerId, view);
  } catch (error) {
    // What is said below would be a row; `orTold` says it without one.
    if (isDatabaseOutage(error)) throw error;
    // A trigger lasts three seconds; what was pressed is still there.
    deps.log.warn({ error: error instanceof Error ? error.name : "?" }, "form not opened");
    await deps.tell(
      { key, channel: place.channel, threadTs: place.threadTs, userId: place.actor },
      {
        kind: "line",
        text: "The form took too long to open. Please try again.",
        detail: [],
        link: null,
        ...(again && { again: { actionId: `${again.family}.${again.verb}`, value: again.id } }),
      },
    );
  }
}
