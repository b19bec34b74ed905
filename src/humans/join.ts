import { whereAsked } from "../delivery/cards.js";
import { cardKeyOf, isOpenCard, putCard } from "../delivery/card-place.js";
import type { HumanCall } from "../domain/human-call.js";
import { append } from "../ledger/append.js";
import { isPastDeadline } from "./deadlines.js";
import { functionOf } from "./functions/registry.js";
import type { HumansRows } from "./ports.js";

type Rows = Pick<HumansRows, "calls" | "joins" | "outbox" | "ledger">;

/** The call of an earlier time of the schedule that asks the same people the same and still waits, or null. */
export async function leadOf(
  rows: Pick<HumansRows, "joins">,
  call: HumanCall,
  now: Date,
): Promise<HumanCall | null> {
  const same = call.alike?.same ?? "";
  if (same === "" || call.need !== 1 || call.card) return null;
  const lead = await rows.joins.openTwin(same, call.runId);
  if (!lead || lead.need !== 1 || isPastDeadline(lead, now)) return null;
  const isSameAsk =
    lead.channel === call.channel &&
    lead.silence === call.silence &&
    idsOf(lead.asked) === idsOf(call.asked) &&
    idsOf(lead.others) === idsOf(call.others) &&
    lead.excluded.toSorted().join(" ") === call.excluded.toSorted().join(" ");
  return isSameAsk ? lead : null;
}

/** A call that is asked on another's card: nobody is reminded of it or asked besides, as the other does that. */
export function joinedWith(call: HumanCall, lead: HumanCall): HumanCall {
  return {
    ...call,
    joinedTo: lead.id,
    card: cardKeyOf(lead),
    remindAt: null,
    escalateAt: null,
    escalateTo: [],
  };
}

/** Says on a card how many jobs wait for its answer. */
export async function showJobs(rows: Rows, leadId: string): Promise<void> {
  const lead = await rows.calls.get(leadId);
  if (lead?.status !== "open") return;
  const card = await rows.outbox.get(cardKeyOf(lead));
  if (card?.type !== "message" || !isOpenCard(card.shown)) return;
  const jobs = 1 + (await rows.joins.joinedTo(leadId)).length;
  await putCard(rows, lead, { ...card.shown, jobs }, whereAsked(lead).here);
}

/**
 * What a call's end means for those that are asked on its card; made before its card is settled. A decision answers
 * all of them; without one, the oldest of them gets a card of its own and the others stand on that.
 */
export async function passOn(rows: Rows, ended: HumanCall, now: Date): Promise<void> {
  if (ended.joinedTo) return showJobs(rows, ended.joinedTo);
  // Most calls are like no other: thousands that end at once are not looked up.
  if (!ended.alike?.same) return;
  const joined = await rows.joins.joinedTo(ended.id);
  if (ended.status === "decided") {
    for (const call of joined) await decideWith(rows, call, ended, now);
    return;
  }
  const [next, ...others] = joined;
  if (!next) return;
  const old = await rows.outbox.get(cardKeyOf(ended));
  const own: HumanCall = { ...next, joinedTo: null, card: null };
  await rows.joins.follow(next.id, null);
  for (const call of others)
    await rows.joins.follow(call.id, { id: next.id, card: cardKeyOf(own) });
  if (old?.type !== "message" || !isOpenCard(old.shown)) return;
  await putCard(
    rows,
    own,
    {
      ...old.shown,
      callId: own.id,
      runId: own.runId,
      deadlineAt: own.deadlineAt.toISOString(),
      jobs: joined.length,
    },
    whereAsked(own).here,
  );
}

async function decideWith(rows: Rows, call: HumanCall, lead: HumanCall, now: Date): Promise<void> {
  const { outcome, decidedBy } = lead;
  if (!outcome || !decidedBy) return;
  if (
    !(await rows.calls.end(
      call.id,
      "decided",
      outcome,
      decidedBy,
      now,
      lead.decidedVia ?? undefined,
    ))
  )
    return;
  await append(rows.ledger, {
    chain: `run:${call.runId}`,
    kind: "call_decided",
    key: `${call.id}:decided`,
    actor: decidedBy.id,
    at: now,
    data: { call: call.id, ...functionOf(call.args).fact(outcome), with: lead.id },
  });
}

function idsOf(people: readonly { id: string }[]): string {
  return people
    .map((one) => one.id)
    .toSorted()
    .join(" ");
}
