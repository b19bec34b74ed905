import type { Transact } from "../domain/transact.js";
import { type RunBrief, titleOf } from "../delivery/run-brief.js";
import { fail } from "../errors.js";
import { rootOf } from "./root.js";
import type { RunsRows } from "./ports.js";

/**
 * Gives a run that stands at top level a thread of its own before it asks anybody; throws `ROOT_NOT_SHOWN` while the
 * first message of that thread is not in Slack.
 */
export async function placeToAsk(
  transact: Transact<RunsRows>,
  runId: string,
  token: number,
): Promise<void> {
  const isThere = await transact(async (rows) => {
    const run = await rows.runs.summary(runId);
    if (!run || run.threadTs !== null) return true;
    const shown = { kind: "line" as const, text: wordsOf(run), detail: [], link: null };
    return (await rootOf(rows, run, token, { channel: run.channel, shown })) !== null;
  });
  if (!isThere) throw fail("ROOT_NOT_SHOWN");
}

function wordsOf(run: Pick<RunBrief, "title">): string {
  return `${titleOf(run)}: a question before it goes on.`;
}
