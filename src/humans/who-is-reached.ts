import type { CallAsk, Reached } from "../domain/human-call.js";
import type { Named } from "../domain/person.js";
import type { RunBrief } from "../delivery/run-brief.js";
import { consentAsk, consentId, consentOf } from "./consent.js";
import type { CallRows } from "./ports.js";
import { maySeeSources, needsConsent, outsidersOf, reachedOf, type ReachPlan } from "./reach.js";

/** Who is asked and where; or what the requester has to say before that. */
export type WhoIsReached =
  | { kind: "reach"; asked: Named[]; reached: Reached; unseen?: Named[] }
  | { kind: "ask"; ask: CallAsk }
  | { kind: "stop"; by: string };

/**
 * Decides by rule on ids: in a public channel whoever cannot read the card gets a copy; what is private here leaves it
 * only if the requester says so, and what only the requester may see is asked of nobody else.
 */
export async function whoIsReached(
  rows: { calls: Pick<CallRows, "get"> },
  run: RunBrief,
  ask: CallAsk,
  { reach, ruled }: { reach: ReachPlan; ruled: readonly string[] },
): Promise<WhoIsReached> {
  const nobody = reachedOf(reach, []);
  if (reach.isRestricted)
    return { kind: "reach", asked: [run.requester], reached: { ...nobody, closed: true } };
  const away = outsidersOf(reach, ask.asked, run.requester.id);
  const unseen = away.filter((one) => !maySeeSources(reach, one));
  if (unseen.length > 0) return withoutThem(run, ask, away, unseen, { reach, ruled });
  const outside = away;
  if (outside.length === 0) return { kind: "reach", asked: ask.asked, reached: nobody };
  const sent = { kind: "reach" as const, asked: ask.asked, reached: reachedOf(reach, outside) };
  if (!needsConsent(reach)) return sent;
  const mustDecide = outside.some((one) => ruled.includes(one.id));
  const before = await rows.calls.get(consentId(run.id, outside));
  const consent = before && consentOf(before);
  if (consent === null)
    return { kind: "ask", ask: consentAsk(run, ask, outside, reach, mustDecide) };
  if (consent === "send") return sent;
  if (consent === "stop") return { kind: "stop", by: before?.decidedBy?.id ?? run.requester.id };
  if (mustDecide) return { kind: "reach", asked: ask.asked, reached: nobody };
  const inside = ask.asked.filter((one) => !outside.some((out) => out.id === one.id));
  return { kind: "reach", asked: unique([run.requester, ...inside]), reached: nobody };
}

/**
 * Somebody outside may not see what was read: then nothing leaves the place, whatever the requester would say. Those
 * inside decide, and the requester; where a rule wants the others, they stay asked and see nothing.
 */
function withoutThem(
  run: RunBrief,
  ask: CallAsk,
  away: Named[],
  unseen: Named[],
  { reach, ruled }: { reach: ReachPlan; ruled: readonly string[] },
): WhoIsReached {
  const reached = reachedOf(reach, []);
  if (unseen.some((one) => ruled.includes(one.id)))
    return { kind: "reach", asked: ask.asked, reached, unseen };
  const inside = ask.asked.filter((one) => !away.some((out) => out.id === one.id));
  return { kind: "reach", asked: unique([run.requester, ...inside]), reached, unseen };
}

function unique(people: Named[]): Named[] {
  return [...new Map(people.map((one) => [one.id, one])).values()];
}
