import type { HumanCall } from "../domain/human-call.js";
import type { Named } from "../domain/person.js";
import { functionOf } from "./functions/registry.js";
import type { HumansRows } from "./ports.js";

/**
 * Who gave an approval, as its rows say it now: whoever decided, or all whose votes on exactly this made it. A vote
 * that did not count then, because its giver might not decide any more, is not in the grant and does not count now.
 */
export async function whoApproved(
  rows: Pick<HumansRows, "votes" | "grants">,
  call: HumanCall,
): Promise<Named[]> {
  if (!call.decidedBy) return [];
  const together = functionOf(call.args).votes;
  if (call.need === 1 || !together) return [call.decidedBy];
  const counted = new Set((await rows.grants.get(call.id))?.actors);
  const votes = await rows.votes.ofCall(call.id);
  return votes
    .filter((one) => one.isYes && one.about === together.digest && counted.has(one.userId))
    .map((one) => ({ id: one.userId, name: one.userName }));
}
