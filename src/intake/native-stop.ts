import { newId } from "../domain/ids.js";
import type { NativeStop } from "../domain/incoming.js";
import { sessionKey } from "../delivery/session.js";
import { whisper } from "../delivery/whisper.js";
import type { Accepted } from "./accepted.js";
import type { IntakeRows } from "./ports.js";

/**
 * Takes Slack's own Stop like the word "stop" by that person: a row that is authorised after the commit. Slack leaves
 * it to us to say what the session is now, so that is said again, whatever comes of the press.
 */
export async function takeNativeStop(
  rows: IntakeRows,
  stopped: NativeStop,
  now: Date,
): Promise<Accepted> {
  const { key, team, channel, threadTs, userId } = stopped;
  await rows.outbox.repeat(sessionKey(channel, threadTs));
  const run = await rows.runs.liveInThread(team, channel, threadTs);
  // The press that found nothing to stop is kept as well: when it comes again, it is not meant for a later job.
  const { row, fresh } = await rows.inbox.insertIfAbsent({
    id: newId("inb"),
    dedupeKey: `stop:native:${team}:${key}`,
    team,
    actor: userId,
    channel,
    threadTs,
    body: { kind: "stop", runId: run?.id ?? "" },
    receivedAt: now,
    handledAt: run ? null : now,
    attempts: 0,
  });
  if (!fresh) return { wake: [], inbox: [] };
  if (run) return { wake: [], inbox: [row.id] };
  const to = { key: `idle:native:${key}`, channel, threadTs, userId };
  await whisper(rows, to, "No job is going on in this thread, so there is nothing to stop.");
  return { wake: [], inbox: [] };
}
