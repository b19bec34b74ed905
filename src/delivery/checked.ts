import type { HumanCall } from "../domain/human-call.js";
import { cardKeyOf, putCard } from "./card-place.js";
import type { OutboxRows } from "./ports.js";

/** Says on the settled card of an edit what its check found; a card that is open again is left alone. */
export async function showChecked(
  rows: { outbox: OutboxRows },
  call: HumanCall,
  checked: string,
): Promise<void> {
  const card = await rows.outbox.get(cardKeyOf(call));
  if (card?.type !== "message" || card.shown.kind !== "approval_settled") return;
  if (card.shown.outcome !== "approved_edited") return;
  await putCard(rows, call, { ...card.shown, checked }, []);
}
