import type { RunBrief } from "../../delivery/run-brief.js";
import { whisper } from "../../delivery/whisper.js";
import type { RunsRows } from "../ports.js";

/** Tells whoever added something after the text was written that the job has ended without it; nobody waits for it. */
export async function answerLateNotes(
  rows: Pick<RunsRows, "notes" | "outbox">,
  run: RunBrief,
  hasResult: boolean,
): Promise<void> {
  for (const note of await rows.notes.ofRun(run.id)) {
    if (note.takenAt !== null) continue;
    await whisper(
      rows,
      {
        key: `late:${note.id}`,
        runId: run.id,
        channel: run.channel,
        threadTs: run.threadTs,
        userId: note.userId,
      },
      hasResult
        ? "Your last message came when the text was written, so it is not in this result. “Change something” below the result takes it in."
        : "Your last message came when the job was as good as over, so it changed nothing.",
    );
  }
}
