import { DateTime } from "luxon";
import type { Person } from "../domain/person.js";
import { isColleague } from "../policy/policy.js";
import type { HomeOwner, HomeRows } from "./home-ports.js";
import type { MorningRows } from "./morning-ports.js";
import type { OutboxRows } from "./ports.js";
import { deskOf, waitingCalls } from "./waiting-call.js";

const HOUR = 9;
/** Rows in one message; the rest is in Home. */
const MOST = 10;

/** What a morning's message is made from. */
export interface MorningSources {
  outbox: OutboxRows;
  homes: HomeRows;
  mornings: MorningRows;
  people: { get(team: string, id: string): Promise<Person | null> };
}

/** The next 09:00 after `now` on a day from Monday to Friday, in the given zone; an unknown zone counts as UTC. */
export function nextMorning(now: Date, tz: string): Date {
  const here = DateTime.fromJSDate(now, { zone: tz });
  let at = (here.isValid ? here : DateTime.fromJSDate(now, { zone: "utc" }))
    .startOf("day")
    .set({ hour: HOUR });
  while (at.toMillis() <= now.getTime() || at.weekday > 5) at = at.plus({ days: 1 });
  return at.toJSDate();
}

/**
 * Sends what waits to those who asked for it, once each day: the message and the next time are one transaction. After
 * a downtime it comes late on the same day; a day that is over, or free, is left out.
 */
export async function sendMornings(
  rows: MorningSources,
  now: Date,
  limit: number,
): Promise<number> {
  const due = await rows.mornings.due(now, limit);
  for (const owner of due) await sendMorning(rows, owner, now);
  return due.length;
}

async function sendMorning(rows: MorningSources, owner: HomeOwner, now: Date): Promise<void> {
  const person = await rows.people.get(owner.team, owner.userId);
  if (!person || !isColleague(person).allow) return rows.mornings.remove(owner);
  await rows.mornings.put(owner, nextMorning(now, person.tz));
  const here = DateTime.fromJSDate(now, { zone: person.tz });
  if (here.weekday > 5) return;
  const desk = await deskOf(rows.homes, owner, now);
  if (desk.length === 0) return;
  await rows.outbox.put({
    type: "message",
    opKey: `morning:${owner.team}:${owner.userId}:${here.toISODate() ?? "utc"}`,
    runId: null,
    channel: owner.userId,
    threadTs: null,
    pings: [],
    shown: {
      kind: "morning",
      items: await waitingCalls(rows.homes, owner, desk.slice(0, MOST)),
      total: desk.flat().length,
      tz: person.tz,
    },
  });
}
