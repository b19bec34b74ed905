import { cardKeyOf, isOpenCard, putCopies } from "../delivery/card-place.js";
import { tellMoved } from "../delivery/lost.js";
import type { HumanCall } from "../domain/human-call.js";
import { append } from "../ledger/append.js";
import type { HumansRows } from "./ports.js";

/** Where a card came from that can be shown there no longer, as its copies say it. */
const LOST_PLACE = "a place where I cannot write any more";

/**
 * Sends the cards of open calls that Slack does not show any more to the people who are asked, directly: somebody deleted
 * the message, the channel is archived, or we are not in it. The call stays open, and the record says why.
 */
export async function rerouteCards(
  rows: Pick<HumansRows, "calls" | "outbox" | "ledger" | "runs">,
  now: Date,
  limit: number,
): Promise<number> {
  const lost = await rows.calls.withLostCard(limit);
  for (const { id, code } of lost) {
    const call = await rows.calls.lockOpen(id);
    const card = call && (await rows.outbox.get(cardKeyOf(call)));
    if (!call || card?.type !== "message" || !isOpenCard(card.shown)) continue;
    // Whatever comes of it is written on this row too; Slack will refuse that quietly.
    await rows.outbox.letGo(cardKeyOf(call));
    const people = awayOf(call);
    if (people.length === 0) continue;
    const { reached } = call;
    const moved: HumanCall = {
      ...call,
      reached: {
        ...reached,
        people: [...reached.people, ...people],
        place: reached.place || LOST_PLACE,
      },
    };
    const { asked, added } = moved;
    await rows.calls.addAsked(id, { asked, added, reached: moved.reached, escalated: false });
    await putCopies(rows, moved, card.shown);
    const run = await rows.runs.summary(call.runId);
    if (run) await tellMoved(rows, run);
    await append(rows.ledger, {
      chain: `run:${call.runId}`,
      kind: "call_rerouted",
      key: `${id}:rerouted`,
      actor: null,
      at: now,
      data: { call: id, code, to: people.map((one) => one.id).join(" ") },
    });
  }
  return lost.length;
}

/** Those who are asked, may see it, and have no copy yet. */
function awayOf(call: HumanCall): HumanCall["asked"] {
  const sent = new Set([
    ...call.reached.people.map((one) => one.id),
    ...(call.reached.blind ?? []),
  ]);
  return call.asked.filter((one) => !sent.has(one.id));
}
