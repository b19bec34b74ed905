import { setTimeout as wait } from "node:timers/promises";
import type { Message } from "../../../playground/workspace/types.js";
import { fromBot, read } from "../../support/steps.js";
import type { Job } from "./jobs.js";
import type { Stage } from "./stage.js";

/**
 * Resolves when nothing is on its way to Slack any more, so that nothing can show up twice later; with what is wrong
 * where something still is after that time.
 */
export async function quiet(stage: Stage, timeoutMs = 30_000): Promise<string[]> {
  const untilMs = performance.now() + timeoutMs;
  for (;;) {
    const [due] = await stage.rows<{ n: number }>(
      "select count(*)::int as n from fermata.outbox where state = 'due'",
    );
    if (due?.n === 0) return [];
    if (performance.now() > untilMs) return [`${due?.n} rows are still on their way to Slack`];
    await wait(200);
  }
}

/** Everything that people read of a job now. */
export function readAll(stage: Stage, job: Job): string {
  return fromBot(stage.workspace, job)
    .map((one: Message) => `${one.ts} ${read(one)}`)
    .join("\n");
}
