import type { HumanCall } from "../domain/human-call.js";
import type { Incoming } from "../domain/incoming.js";
import type { Note } from "../domain/note.js";
import { whisper } from "../delivery/whisper.js";
import { storedFunction } from "../humans/functions/registry.js";
import { isNamedIn } from "../humans/named-in.js";
import { isColleague } from "../policy/policy.js";
import { labelOf } from "./call-label.js";
import { placeOf } from "./take-reply.js";
import type { IntakeRows } from "./ports.js";

/**
 * Offers a note back to its writer as a change, if they may decide something that waits where they wrote it: words
 * never decide, so "looks good but change the date" neither approves nor sends back. False: there is nothing to offer.
 */
export async function offerChange(
  rows: IntakeRows,
  incoming: Incoming,
  note: Note,
): Promise<boolean> {
  const standing = await rows.calls.standing(placeOf(incoming), note.at);
  const calls = standing.filter(
    (call) => call.status === "open" && isNamedIn(call, note.userId) && takesBack(call, note.text),
  );
  const writer = await rows.people.get(incoming.team, note.userId);
  if (calls.length === 0 || (writer && !isColleague(writer).allow)) return false;
  const { channel, threadTs } = incoming;
  await whisper(
    rows,
    { key: `offer:${note.id}`, runId: note.runId, channel, threadTs, userId: note.userId },
    {
      kind: "reply",
      ask: "change",
      said: note.text,
      choices: calls.map((call) => ({ callId: call.id, label: labelOf(call) })),
      noteId: note.id,
    },
  );
  return true;
}

/** Whether a call can be sent back with these words: its function has changes, and there is a version to come. */
function takesBack({ args }: HumanCall, text: string): boolean {
  if (args.fn === "approve" && args.round >= args.maxRounds) return false;
  return storedFunction(args)?.parse("changes", { note: text }).ok === true;
}
