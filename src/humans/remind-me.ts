import type { Clock } from "../clock.js";
import type { HumanCall } from "../domain/human-call.js";
import { withoutAnswer } from "../domain/without-answer.js";
import type { Alongside, Transact } from "../domain/transact.js";
import { cardKeyOf, copyKey } from "../delivery/card-place.js";
import { tellPresser } from "../delivery/whisper.js";
import { isColleague, mayDecide } from "../policy/policy.js";
import type { Authoriser } from "./authorise.js";
import { clockTime, dayAndClock } from "./clock-words.js";
import type { DelegateInput } from "./delegate.js";
import { storedFunction } from "./functions/registry.js";
import { lateAnswer } from "./late.js";
import type { HumansRows } from "./ports.js";

const HOUR_MS = 3_600_000;

/** "Remind me in 1 hour": a private line later, for whoever may decide and for the requester. */
export function createRemindMe<Rows extends HumansRows>(deps: {
  transact: Transact<Rows>;
  authoriser: Authoriser;
  clock: Clock;
}): (input: DelegateInput & Alongside<Rows>) => Promise<void> {
  return async (input) => {
    const person = await deps.authoriser.person(input.team, input.actor);
    await deps.transact(async (rows) => {
      await input.alongside?.(rows);
      const call = await rows.calls.get(input.callId);
      const run = call && (await rows.runs.summary(call.runId));
      const tell = (text: string) => tellPresser(rows, input, text, call?.runId ?? null);
      const gone = "That question is not there any more. Nothing was changed.";
      if (!call || !run || run.team !== input.team) return tell(gone);
      const verdict = mayDecide(person, call);
      const isRequester = person.id === run.requester.id && isColleague(person).allow;
      // Who is asked is told only where the card stands.
      if (!verdict.allow && !isRequester)
        return tell(call.channel === input.channel ? verdict.why : gone);
      const now = deps.clock.now();
      if (call.status !== "open") return tell(lateAnswer(call, person, now));
      const at = new Date(now.getTime() + HOUR_MS);
      await rows.reminders.put({ callId: call.id, userId: person.id, at });
      return tell(`I remind you at ${clockTime(at, person.tz)}, if it still waits then.`);
    });
  };
}

/** Where a message stands, for a link; asks Slack. */
export type LinkTo = (channel: string, ts: string) => Promise<string>;

/** Makes the sending of due personal reminders: once each, none for a call that is over. */
export function createSendReminders(deps: {
  transact: Transact<HumansRows>;
  linkTo: LinkTo;
  clock: Clock;
}): (limit: number) => Promise<number> {
  return async (limit) => {
    const due = await deps.transact((rows) => rows.reminders.due(deps.clock.now(), limit));
    for (const one of due) {
      const card = await deps.transact(async (rows) => {
        const call = await rows.calls.get(one.callId);
        return call?.status === "open" ? await spotOf(rows, call, one.userId) : null;
      });
      const url = card && (await deps.linkTo(card.channel, card.ts));
      await deps.transact((rows) => send(rows, one, url, deps.clock.now()));
    }
    return due.length;
  };
}

async function spotOf(
  rows: Pick<HumansRows, "outbox">,
  call: HumanCall,
  userId: string,
): Promise<{ channel: string; ts: string } | null> {
  const copy = await rows.outbox.tsOf(copyKey(call, userId));
  if (copy !== null) return { channel: userId, ts: copy };
  const ts = await rows.outbox.tsOf(cardKeyOf(call));
  return ts === null ? null : { channel: call.channel, ts };
}

async function send(
  rows: HumansRows,
  due: { callId: string; userId: string; at: Date },
  url: string | null,
  now: Date,
): Promise<void> {
  if (!(await rows.reminders.markSent(due.callId, due.userId, now))) return;
  const call = await rows.calls.get(due.callId);
  const run = call && (await rows.runs.summary(call.runId));
  const bound = call && storedFunction(call.args);
  if (call?.status !== "open" || !bound || !run || run.status === "failed") return;
  const tz = (await rows.people.get(run.team, due.userId))?.tz ?? run.requesterTz;
  const { about, words } = bound;
  await rows.outbox.put({
    type: "message",
    opKey: `${call.id}:remind:${due.userId}:${due.at.getTime()}`,
    runId: call.runId,
    channel: due.userId,
    threadTs: null,
    pings: [due.userId],
    shown: {
      kind: "line",
      text: `You wanted to be reminded: ${about} still waits for you.`,
      detail: [
        withoutAnswer(call.silence, dayAndClock(call.deadlineAt, now, tz), words.silenceMeans),
      ],
      link: url === null ? null : { label: "Open the card", url },
    },
  });
}
