import { newId } from "../domain/ids.js";
import type { Incoming } from "../domain/incoming.js";
import type { Note } from "../domain/note.js";
import type { Run } from "../domain/run.js";
import { reactTaken } from "../delivery/reactions.js";
import { whisper } from "../delivery/whisper.js";
import { mayNote } from "../policy/policy.js";
import type { Accepted } from "./accepted.js";
import { offerChange } from "./offer-change.js";
import { placeOf, takePlainReply } from "./take-reply.js";
import { isStopWord } from "./words.js";
import type { IntakeRows } from "./ports.js";

/**
 * Takes a message that belongs to a run: an edit of its request, a bare answer, a note, or the word stop.
 * Null: it is none of these, and nothing was stored.
 */
export async function takeFollowUp(
  rows: IntakeRows,
  incoming: Incoming,
  now: Date,
): Promise<Accepted | null> {
  const asked = await rows.requests.byMessage(incoming.team, incoming.channel, incoming.ts);
  if (asked) return takeEdit(rows, incoming, asked, now);
  const reply = await takePlainReply(rows, incoming, now);
  if (reply) return reply;
  if (incoming.threadTs === null) return null;
  const run =
    (await rows.runs.liveInThread(incoming.team, incoming.channel, incoming.threadTs)) ??
    (await runOfCopy(rows, incoming, now));
  if (!run) return incoming.kind === "reply" ? null : takeTooLate(rows, incoming);
  // Told late, or again: what was a note for an earlier job, as it was or edited, is none for this one and no new job.
  if (await rows.notes.known(messageOf(incoming), run.id)) return nothing();
  const request = await rows.runs.request(run.id);
  // What was said before the job was asked for is what it reads, not a note: it may be told late, and again.
  if (incoming.kind === "reply" && Number(incoming.ts) < Number(request?.messageTs)) return null;
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
  if (incoming.text.trim() === "") return nothing();
  return takeNote(rows, incoming, run, now);
}

const nothing = (): Accepted => ({ wake: [], inbox: [] });

const messageOf = ({ team, channel, ts, userId }: Incoming) => ({
  team,
  channel,
  messageTs: ts,
  userId,
});

/** The job of the card whose copy stands above, in the direct message of somebody who is asked. */
async function runOfCopy(rows: IntakeRows, incoming: Incoming, now: Date): Promise<Run | null> {
  if (!incoming.isDm) return null;
  const [call] = await rows.calls.standing(placeOf(incoming), now);
  return call ? rows.runs.lockLive(call.runId) : null;
}

/**
 * Slack tells every mention twice, and again if we are slow: what was a note or a stop for a job is no new job when
 * its job has ended in between. Null: it is a new request.
 */
async function takeTooLate(rows: IntakeRows, incoming: Incoming): Promise<Accepted | null> {
  const { team, channel, ts, threadTs, userId } = incoming;
  if (await rows.inbox.known(stopKey(incoming))) return nothing();
  if (await rows.notes.known(messageOf(incoming))) return nothing();
  if (!isStopWord(incoming.text) || threadTs === null) return null;
  if (!(await rows.runs.anyInThread(team, channel, threadTs))) return null;
  await whisper(
    rows,
    { key: `idle:${channel}:${ts}`, channel, threadTs, userId },
    "No job is going on in this thread, so there is nothing to stop.",
  );
  return nothing();
}

/**
 * A twin or redelivery of the request changes nothing. A changed text is the request while nobody has begun, and
 * a note for the run after that.
 */
async function takeEdit(
  rows: IntakeRows,
  incoming: Incoming,
  asked: { request: { id: string; text: string; userId: string }; runId: string },
  now: Date,
): Promise<Accepted> {
  const same = !incoming.edited || incoming.text.trim() === asked.request.text.trim();
  if (same || incoming.userId !== asked.request.userId) return nothing();
  const run = await rows.runs.lockLive(asked.runId);
  if (!run || incoming.text.trim() === "") return nothing();
  if (run.token === 0) {
    await rows.requests.setText(asked.request.id, incoming.text);
    return nothing();
  }
  const text = `I changed my request. It now reads: ${incoming.text}`;
  return takeNote(rows, { ...incoming, text }, run, now);
}

async function takeNote(
  rows: IntakeRows,
  incoming: Incoming,
  run: Run,
  now: Date,
): Promise<Accepted> {
  // Either the run still goes on when the note is there, or it ends without being told of it.
  if (!(await rows.runs.lockLive(run.id))) return nothing();
  const author = await rows.people.get(incoming.team, incoming.userId);
  const note: Note = {
    id: newId("note"),
    runId: run.id,
    messageTs: incoming.ts,
    userId: incoming.userId,
    userName: author?.name ?? "the requester",
    text: incoming.text,
    at: now,
    takenAt: null,
  };
  if (!(await rows.notes.insertIfAbsent(note))) return nothing();
  await reactTaken(rows, { runId: run.id, channel: incoming.channel, messageTs: incoming.ts });
  if (await offerChange(rows, incoming, note)) return nothing();
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
  return nothing();
}

const stopKey = ({ team, channel, ts }: Incoming) => `stop:${team}:${channel}:${ts}`;

/** A stop is authorised after the commit, like a click. */
async function takeStop(
  rows: IntakeRows,
  incoming: Incoming,
  runId: string,
  now: Date,
): Promise<Accepted> {
  const { row, fresh } = await rows.inbox.insertIfAbsent({
    id: newId("inb"),
    dedupeKey: stopKey(incoming),
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
