import type { ListenerDeps } from "./deps.js";

/** What is decided is mostly done by then, so that the next form knows it; Slack waits three seconds. */
const ACT_WITHIN_MS = 1_200;

/** Acts on committed clicks: whatever takes longer goes on after the ack, and what fails is repaired by the sweeper. */
export async function soonDone(deps: ListenerDeps, ids: readonly string[]): Promise<void> {
  const done = Promise.all(
    ids.map((id) =>
      deps.handle(id).catch((error: unknown) => {
        deps.log.warn(
          { inbox: id, error: error instanceof Error ? error.name : "?" },
          "click left",
        );
      }),
    ),
  );
  const late = new Promise<void>((resolve) => setTimeout(resolve, ACT_WITHIN_MS).unref());
  await Promise.race([done, late]);
}
