import type { RunBrief } from "../../delivery/run-brief.js";
import { whisper } from "../../delivery/whisper.js";
import type { KeptInput } from "./begin.js";
import type { RunsRows } from "../ports.js";

/** The next person is not found: said at once, while somebody can still name them. */
export async function tellUnclear(rows: RunsRows, run: RunBrief, input: KeptInput): Promise<void> {
  if (!input.unclear) return;
  const to = { channel: run.channel, threadTs: run.threadTs, userId: run.requester.id };
  await whisper(
    rows,
    { key: `${run.id}:unclear`, runId: run.id, ...to },
    `I cannot tell who “${input.unclear}” is, so nobody else is asked later. “Ask someone else” on a card does it.`,
  );
}
