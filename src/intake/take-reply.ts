import { newId } from "../domain/ids.js";
import type { Incoming } from "../domain/incoming.js";
import { plainAnswer } from "../domain/plain-reply.js";
import { whisper } from "../delivery/whisper.js";
import { storedFunction } from "../humans/functions/registry.js";
import { isNamedIn } from "../humans/named-in.js";
import type { Accepted } from "./accepted.js";
import type { IntakeRows } from "./ports.js";

/** Whoever answers as somebody else has just done so is told who was first; after that, a word is only a word. */
const LATE_MS = 5 * 60_000;

/**
 * Takes a bare answer in the thread of a card, or in the direct message where a card or its copy stands, by somebody
 * who is asked: it is committed like a click and decides after that. Where several questions take it, the person says
 * which one. Null: it is none, and nothing was stored.
 */
export async function takePlainReply(
  rows: IntakeRows,
  incoming: Incoming,
  now: Date,
): Promise<Accepted | null> {
  const word = incoming.files.length === 0 ? plainAnswer(incoming.text) : null;
  if (word === null || (incoming.threadTs === null && !incoming.isDm)) return null;
  const key = replyKey(incoming);
  if (!incoming.edited && (await rows.inbox.known(key))) return nothing();
  const since = new Date(now.getTime() - LATE_MS);
  const standing = await rows.calls.standing(placeOf(incoming), since);
  const takes = standing.filter(
    (call) =>
      isNamedIn(call, incoming.userId) && (storedFunction(call.args)?.reply(word) ?? null) !== null,
  );
  const open = takes.filter((call) => call.status === "open");
  const last = takes.findLast((call) => call.status === "decided" || call.status === "expired");
  const calls = open.length > 0 || !last ? open : [last];
  if (calls.length === 0) return null;
  if (incoming.edited) {
    await say(rows, incoming, "An edited message decides nothing. Write it anew, or use the card.");
    return nothing();
  }
  const { row, fresh } = await rows.inbox.insertIfAbsent({
    id: newId("inb"),
    dedupeKey: key,
    team: incoming.team,
    actor: incoming.userId,
    channel: incoming.channel,
    threadTs: incoming.threadTs,
    body: { kind: "reply", callIds: calls.map((call) => call.id), word },
    receivedAt: now,
    handledAt: null,
    attempts: 0,
  });
  return { wake: [], inbox: fresh ? [row.id] : [] };
}

/** Where a message stands, as cards are looked for: a copy stands in a direct message only. */
export function placeOf({ channel, isDm, team, threadTs, ts, userId }: Incoming) {
  return { team, channel, threadTs, ts, copyOf: isDm ? userId : null };
}

const nothing = (): Accepted => ({ wake: [], inbox: [] });

const replyKey = ({ channel, team, ts }: Incoming) => `reply:${team}:${channel}:${ts}`;

async function say(rows: IntakeRows, incoming: Incoming, text: string): Promise<void> {
  const { channel, threadTs, ts, userId } = incoming;
  await whisper(rows, { key: `edited:${channel}:${ts}`, channel, threadTs, userId }, text);
}
