import type { SessionItem } from "../domain/surface-items.js";
import type { OutboxRows } from "./ports.js";
import type { RunBrief } from "./run-brief.js";
import type { ShownOf } from "../domain/shown.js";

/** The op key of a thread's session: there is one a thread, whatever runs in it. */
export const sessionKey = (channel: string, threadTs: string) => `session:${channel}:${threadTs}`;

type Row = Parameters<OutboxRows["putAll"]>[0][number];

/**
 * The thread's session as a row: `processing` while the run works, `suspended` while it waits for people, `active`
 * at the end, because more can always be asked in the thread. It begins once the job has a name.
 */
export function sessionRow(
  run: RunBrief,
  phase: ShownOf<"status">["phase"],
  calmMs: number,
): Row[] {
  if (run.threadTs === null || run.title === "") return [];
  const item: SessionItem = {
    type: "session",
    opKey: sessionKey(run.channel, run.threadTs),
    runId: run.id,
    channel: run.channel,
    threadTs: run.threadTs,
    status: phase === "working" ? "processing" : phase === "waiting" ? "suspended" : "active",
    title: run.title,
    initiator: run.requester.id,
  };
  return [{ item, options: { calmMs } }];
}
