import type { HumanCall } from "../domain/human-call.js";
import type { Named } from "../domain/person.js";
import { reshowCard } from "../delivery/cards.js";
import { functionOf } from "./functions/registry.js";
import type { HumansRows } from "./ports.js";

/**
 * Asks one more person about an open call: they may decide, the card and its copies say so, and they are pinged where
 * they can read it. False: it was not open any more, or they are asked already.
 */
export async function askOneMore(
  rows: Pick<HumansRows, "calls" | "outbox">,
  call: HumanCall,
  more: { who: Named; by: Named | null; direct: boolean; place: string; now: Date },
): Promise<boolean> {
  const { who, by } = more;
  if (call.asked.some((one) => one.id === who.id)) return false;
  const { reached } = call;
  const now: HumanCall = {
    ...call,
    asked: [...call.asked, who],
    added: [...call.added, { who, by, at: more.now.toISOString() }],
    reached: {
      ...reached,
      blind: reached.blind?.filter((id) => id !== who.id),
      ...(more.direct && { people: [...reached.people, who], place: more.place }),
    },
  };
  const change = { asked: now.asked, added: now.added, reached: now.reached };
  const escalated = by === null;
  if (!(await rows.calls.addAsked(call.id, { ...change, escalated }))) return false;
  // A new copy pings by itself; an edited card pings nobody.
  await reshowCard(rows, now);
  if (more.direct) return true;
  const { about, words } = functionOf(call.args);
  await rows.outbox.put({
    type: "message",
    opKey: `${call.id}:asked:${who.id}`,
    runId: call.runId,
    channel: call.channel,
    threadTs: call.threadTs,
    pings: [who.id],
    shown: {
      kind: "asked",
      callId: call.id,
      runId: call.runId,
      title: call.args.title,
      about,
      means: words.silenceMeans,
      who,
      by,
      silence: call.silence,
      deadlineAt: call.deadlineAt.toISOString(),
    },
  });
  return true;
}
