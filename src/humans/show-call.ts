import { cardNames, settleCard, showCard } from "../delivery/cards.js";
import { putCard } from "../delivery/card-place.js";
import type { OutboxRows } from "../delivery/ports.js";
import { releaseShown } from "../delivery/posted.js";
import type { RunBrief } from "../delivery/run-brief.js";
import type { HumanCall } from "../domain/human-call.js";
import type { SettledTexts } from "./functions/human-function.js";
import { functionOf } from "./functions/registry.js";

type Rows = { outbox: OutboxRows };

/** Shows an open call by its declaration; one without a card of its own is told on the approval it belongs to. */
export async function showCall(
  rows: Rows,
  run: RunBrief,
  call: HumanCall,
  look: { practice: boolean; names?: Record<string, string> },
): Promise<void> {
  const shown = functionOf(call.args).shown(call, {
    requester: run.requester,
    practice: look.practice,
    names: look.names ?? {},
  });
  if (shown) await showCard(rows, call, shown);
  else await showOnItsApproval(rows, call);
}

/** Settles a call's card by its declaration: the body stays, the buttons go, the first line says who and when. */
export async function settleCall(
  rows: Rows,
  call: HumanCall,
  texts: SettledTexts = {},
): Promise<void> {
  const names = { ...(await cardNames(rows, call)), ...texts.names };
  const shown = functionOf(call.args).settled(call, { ...texts, names });
  if (shown) await settleCard(rows, call, shown);
  else await showOnItsApproval(rows, call);
}

async function showOnItsApproval(rows: Rows, call: HumanCall): Promise<void> {
  const shown = await releaseShown(rows, call);
  if (shown) await putCard(rows, call, shown, []);
}
