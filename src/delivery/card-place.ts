import type { HumanCall } from "../domain/human-call.js";
import type { Named } from "../domain/person.js";
import type { Shown, ShownOf } from "../domain/shown.js";
import type { OutboxRows, PutOptions } from "./ports.js";

/** The op key of a card of a call's own. */
export const cardKey = (callId: string) => `${callId}:card`;

/** The op key of the card on which a call is shown: its own, or an earlier call's. */
export const cardKeyOf = (call: Pick<HumanCall, "id" | "card">) => call.card ?? cardKey(call.id);

/** The op key of the copy of a call's card in somebody's direct message. */
export const copyKey = (call: Pick<HumanCall, "id" | "card">, userId: string) =>
  `${cardKeyOf(call)}:${userId}`;

/**
 * The one way in which a card is written: where it stands, and its copies in direct messages, always the same.
 * `pings` are for the card itself; a copy pings whose it is. A change may wait `calmMs` for what follows at once.
 */
export async function putCard(
  rows: { outbox: OutboxRows },
  call: HumanCall,
  shown: Shown,
  pings: Named[],
  options?: Pick<PutOptions, "calmMs" | "newMs">,
): Promise<void> {
  await rows.outbox.put(
    {
      type: "message",
      opKey: cardKeyOf(call),
      runId: call.runId,
      channel: call.channel,
      threadTs: call.threadTs,
      pings: pings.map((one) => one.id),
      shown,
    },
    options,
  );
  await putCopies(rows, call, shown, options);
}

/** Only the copies of a card in direct messages. */
export async function putCopies(
  rows: { outbox: OutboxRows },
  call: HumanCall,
  shown: Shown,
  options?: Pick<PutOptions, "calmMs" | "newMs">,
): Promise<void> {
  for (const person of call.reached.people) {
    await rows.outbox.put(
      {
        type: "message",
        opKey: copyKey(call, person.id),
        runId: call.runId,
        channel: person.id,
        threadTs: null,
        pings: isOpenCard(shown) ? [person.id] : [],
        shown: isOpenCard(shown) ? { ...shown, from: call.reached.place } : shown,
      },
      options,
    );
  }
}

/** A card that waits for an answer. */
export type OpenCard = ShownOf<"approval" | "answer" | "choose" | "budget" | "ask">;

/** Whether a card still waits for an answer. */
export function isOpenCard(shown: Shown): shown is OpenCard {
  return ["approval", "answer", "choose", "budget", "ask"].includes(shown.kind);
}
