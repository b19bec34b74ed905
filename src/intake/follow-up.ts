import { newId } from "../domain/ids.js";
import type { Incoming } from "../domain/incoming.js";
import { isEnded, type Run } from "../domain/run.js";
import { reactTaken } from "../delivery/reactions.js";
import { whisper } from "../delivery/whisper.js";
import { mayNote } from "../policy/policy.js";
import type { Accepted } from "./accepted.js";
import { isStopWord } from "./words.js";
import type { IntakeRows } from "./ports.js";

/**
 * Takes a message that belongs to a run: an edit of its request, a note, or the word stop.
 * Null: it is none of these, and nothing was stored.
 */
export async function takeFollowUp(
  rows: IntakeRows,
  incoming: Incoming,
  now: Date,
): Promise<Accepted | null> {
  const asked = await rows.requests.byMessage(incoming.team, incoming.channel, incoming.ts);
  if (asked) return takeEdit(rows, incoming, asked, now);
  if (incoming.threadTs === null) return null;
  const run = await rows.runs.liveInThread(incoming.team, incoming.channel, incoming.threadTs);
  if (!run) return null;
  const request = await rows.runs.request(run.id);
  const calls = await rows.calls.ofRun(run.id);
  const involved = {
    requesterId: request?.userId ?? "",
    deciderIds: calls.flatMap((call) => [...call.asked, ...call.others].map((one) => one.id)),
  };
  if (isStopWord(incoming.text)) {
    if (incoming.kind === "reply" && !mayNote(incoming.userId, involved)) return null;
    return takeStop(rows, incoming, run.id, now);
  }
  if (!mayNote(incoming.userId, involved)) return null;
  if (incoming.text.trim() === "") return { wake: [], inbox: [] };
  return takeNote(rows, incoming, run, now);
}

/** A twin or redelivery of the request changes nothing; a changed text is a note for the run. */
async function takeEdit(
  rows: IntakeRows,
  incoming: Incoming,
  asked: { request: { text: string; userId: string }; runId: string },
  now: Date,
): Promise<Accepted> {
  const same = !incoming.edited || incoming.text.trim() === asked.request.text.trim();
  if (same || incoming.userId !== asked.request.userId) return { wake: [], inbox: [] };
  const run = await rows.runs.get(asked.runId);
  if (!run || isEnded(run.status)) return { wake: [], inbox: [] };
  const text = `I changed my request. It now reads: ${incoming.text}`;
  return takeNote(rows, { ...incoming, text }, run, now);
}

async function takeNote(
  rows: IntakeRows,
  incoming: Incoming,
  run: Run,
  now: Date,
): Promise<Accepted> {
  const author = await rows.people.get(incoming.team, incoming.userId);
  const fresh = await rows.notes.insertIfAbsent({
    id: newId("note"),
    runId: run.id,
    messageTs: incoming.ts,
    userId: incoming.userId,
    userName: author?.name ?? "the requester",
    text: incoming.text,
    at: now,
    takenAt: null,
  });
  if (!fresh) return { wake: [], inbox: [] };
  await reactTaken(rows, { runId: run.id, channel: incoming.channel, messageTs: incoming.ts });
  const waiting = (await rows.calls.ofRun(run.id)).some(
    (call) => call.status === "open" && call.args.fn === "approve",
  );
  if (waiting) {
    await whisper(
      rows,
      {
        key: `noted:${incoming.channel}:${incoming.ts}`,
        runId: run.id,
        channel: incoming.channel,
        threadTs: incoming.threadTs,
        userId: incoming.userId,
      },
      "Noted for the next version. The one that waits for approval stays as it is: “Ask for changes” on the card sends it back.",
    );
  }
  return { wake: [], inbox: [] };
}

/** A stop is authorised after the commit, like a click. */
async function takeStop(
  rows: IntakeRows,
  incoming: Incoming,
  runId: string,
  now: Date,
): Promise<Accepted> {
  const { row, fresh } = await rows.inbox.insertIfAbsent({
    id: newId("inb"),
    dedupeKey: `stop:${incoming.team}:${incoming.channel}:${incoming.ts}`,
    team: incoming.team,
    actor: incoming.userId,
    channel: incoming.channel,
    threadTs: incoming.threadTs,
    body: { kind: "stop", runId },
    receivedAt: now,
    handledAt: null,
    attempts: 0,
  });
  return { wake: [], inbox: fresh ? [row.id] : [] };
}
