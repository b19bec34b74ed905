import type { HumanCall } from "../domain/human-call.js";
import type { Named } from "../domain/person.js";
import type { Shown } from "../domain/shown.js";
import type { Votes } from "../domain/open-card.js";
import { cardKeyOf, isOpenCard, putCard } from "./card-place.js";
import type { OutboxRows, PutOptions } from "./ports.js";

/** An approval that posts something is followed at once by the seconds in which it can be taken back: one change. */
const CALM_MS = 600;

/** Shows an open call as its card; only the people who are asked get a ping, each where they are. */
export async function showCard(
  rows: { outbox: OutboxRows },
  call: HumanCall,
  shown: Shown,
  options?: Pick<PutOptions, "newMs">,
): Promise<void> {
  await putCard(rows, call, shown, whereAsked(call).here, options);
}

/** Shows what changed of an open call, who is asked and until when, on its card and all copies. */
export async function reshowCard(
  rows: { outbox: OutboxRows },
  call: HumanCall,
  more: { votes?: Votes } = {},
): Promise<void> {
  const card = await rows.outbox.get(cardKeyOf(call));
  if (card?.type !== "message" || !isOpenCard(card.shown)) return;
  const { here } = whereAsked(call);
  const shown = { ...card.shown, ...changing(call), ...more };
  await putCard(rows, call, shown, here);
}

/** Who of the people asked reads the card where it stands, and who in a direct message. */
export function whereAsked(call: Pick<HumanCall, "asked" | "reached">): {
  here: Named[];
  away: Named[];
} {
  const reached = new Set(call.reached.people.map((one) => one.id));
  return {
    here: call.asked.filter((one) => !reached.has(one.id)),
    away: call.asked.filter((one) => reached.has(one.id)),
  };
}

/** Settles the card in place: the body stays, the buttons go, the first line says who and when. */
export async function settleCard(
  rows: { outbox: OutboxRows },
  call: HumanCall,
  shown: Shown,
): Promise<void> {
  const { args } = call;
  const goesOn = args.fn === "approve" && args.post && call.outcome?.verb === "approve";
  const calm = goesOn ? { calmMs: CALM_MS } : undefined;
  await putCard(rows, call, shown, [], calm);
}

/** Who the people filled in are, as the open card has it. */
export async function cardNames(
  rows: { outbox: OutboxRows },
  call: HumanCall,
): Promise<Record<string, string>> {
  if (call.args.fn !== "answer") return {};
  const card = await rows.outbox.get(cardKeyOf(call));
  return card?.type === "message" && card.shown.kind === "answer" ? (card.shown.names ?? {}) : {};
}

/** Reminds the people who can decide, where each of them was asked; `done`: ids of those who did their part. */
export async function showReminder(
  rows: { outbox: OutboxRows },
  call: HumanCall,
  { at, ...said }: { at: Date; about: string; means: string },
  done: ReadonlySet<string> = new Set(),
): Promise<void> {
  const { here, away } = whereAsked({
    reached: call.reached,
    asked: call.asked.filter((one) => !done.has(one.id)),
  });
  const remind = (
    opKey: string,
    place: { channel: string; threadTs: string | null },
    to: Named[],
  ) =>
    rows.outbox.put({
      type: "message",
      opKey,
      runId: call.runId,
      ...place,
      pings: to.map((one) => one.id),
      shown: {
        kind: "reminder",
        callId: call.id,
        runId: call.runId,
        asked: to,
        what: call.args.title,
        ...said,
        silence: call.silence,
        deadlineAt: call.deadlineAt.toISOString(),
      },
    });
  const { channel, threadTs } = call;
  const key = call.remindedAt ? `${call.id}:reminder@${at.getTime()}` : `${call.id}:reminder`;
  if (here.length > 0) await remind(key, { channel, threadTs }, here);
  for (const one of away)
    await remind(`${key}:${one.id}`, { channel: one.id, threadTs: null }, [one]);
}

/** What of an open card can change while it waits. */
export function changing(call: HumanCall) {
  return {
    asked: call.asked,
    deadlineAt: call.deadlineAt.toISOString(),
    next: nextOf(call),
    ...(call.added.length > 0 ? { added: call.added } : {}),
    ...standIns(call),
  };
}

/** Who is asked as well, as long as they are not asked yet. */
function nextOf(call: HumanCall): { name: string; also?: string[]; at: string } | undefined {
  const [first, ...also] = call.escalateTo
    .filter((one) => !call.asked.some(({ id }) => id === one.id))
    .map((one) => one.name);
  if (first === undefined || !call.escalateAt) return undefined;
  return { name: first, ...(also.length > 0 && { also }), at: call.escalateAt.toISOString() };
}

/** Of those who are asked, who is asked in somebody's place. */
function standIns(call: HumanCall) {
  const found = call.standIns.flatMap((one) => {
    const who = call.asked.find(({ id }) => id === one.id);
    return who ? [{ who: who.name, forWhom: one.for.name, untilDay: one.untilDay }] : [];
  });
  return found.length > 0 ? { standIns: found } : {};
}
