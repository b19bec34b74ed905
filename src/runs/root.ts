import type { RunBrief } from "../delivery/run-brief.js";
import type { Shown } from "../domain/shown.js";
import { fail } from "../errors.js";
import type { RunsRows } from "./ports.js";

/**
 * The message under which a run is shown that has no thread yet: says what shall stand there, and moves the run into
 * its thread once Slack has it. Null: not yet; the caller throws `ROOT_NOT_SHOWN` after its transaction. Throws `ROOT_LOST`
 * where Slack will never have it.
 */
export async function rootOf(
  rows: Pick<RunsRows, "outbox" | "runs">,
  run: Pick<RunBrief, "id">,
  token: number,
  root: { channel: string; shown: Shown; pings?: string[] },
): Promise<string | null> {
  const opKey = `${run.id}:root`;
  const fate = await rows.outbox.fateOf(opKey);
  if (fate && fate.ts !== null) {
    await rows.runs.showIn(run.id, token, { channel: root.channel, threadTs: fate.ts });
    return fate.ts;
  }
  if (fate?.state === "dead") throw fail("ROOT_LOST");
  await rows.outbox.put({
    type: "message",
    opKey,
    runId: run.id,
    channel: root.channel,
    threadTs: null,
    shown: root.shown,
    pings: root.pings ?? [],
  });
  return null;
}
