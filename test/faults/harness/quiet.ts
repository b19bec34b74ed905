import { setTimeout as wait } from "node:timers/promises";
import type { Message } from "../../../playground/workspace/types.js";
import { fromBot, read } from "../../support/steps.js";
import type { Job } from "./jobs.js";
import type { Stage } from "./stage.js";

/** Resolves when nothing is on its way to Slack any more, so that nothing can show up twice later. */
export async function quiet(stage: Stage, timeoutMs = 30_000): Promise<void> {
  const untilMs = performance.now() + timeoutMs;
  while (performance.now() < untilMs) {
    const [due] = await stage.rows<{ n: number }>(
      "select count(*)::int as n from fermata.outbox where state = 'due'",
    );
    if (due?.n === 0) return;
    await wait(200);
  }
}

/** Everything that people read of a job now. */
export function readAll(stage: Stage, job: Job): string {
  return fromBot(stage.workspace, job)
    .map((one: Message) => `${one.ts} ${read(one)}`)
    .join("\n");
}
