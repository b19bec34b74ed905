import type { RunBrief } from "../delivery/run-brief.js";
import type { Shown } from "../domain/shown.js";
import type { RunsRows } from "./ports.js";

/**
 * The message under which a run is shown that has no thread yet: says what shall stand there, and moves the run into
 * its thread once Slack has it. Null: not yet; the caller throws `ROOT_NOT_SHOWN` after its transaction.
 */
export async function rootOf(
  rows: Pick<RunsRows, "outbox" | "runs">,
  run: Pick<RunBrief, "id">,
  token: number,
  root: { channel: string; shown: Shown; pings?: string[] },
): Promise<string | null> {
  const opKey = `${run.id}:root`;
  const ts = await rows.outbox.tsOf(opKey);
  if (ts !== null) {
    await rows.runs.showIn(run.id, token, { channel: root.channel, threadTs: ts });
    return ts;
  }
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
