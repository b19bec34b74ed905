import type { CallAsk, HumanCall } from "../domain/human-call.js";
import type { Named } from "../domain/person.js";
import { showCard } from "../delivery/cards.js";
import type { RunBrief } from "../delivery/run-brief.js";
import { append } from "../ledger/append.js";
import { chosenIds } from "./chosen-names.js";
import { waitingFor, type WaitingSettings } from "./deadlines.js";
import { hasDefaults } from "./functions/registry.js";
import type { HumansRows } from "./ports.js";

/** Opens a call: row, card and fact in the caller's transaction. A repeat of the same call changes nothing. */
export async function openCall(
  rows: Pick<HumansRows, "calls" | "outbox" | "ledger" | "people">,
  run: RunBrief,
  ask: CallAsk,
  context: { others: Named[]; now: Date; waiting: WaitingSettings; practice: boolean },
): Promise<void> {
  const waiting = waitingFor(hasDefaults(ask.args), context.now, run.requesterTz, context.waiting);
  const askedIds = new Set(ask.asked.map((one) => one.id));
  const call: HumanCall = {
    id: ask.id,
    runId: run.id,
    taskId: ask.taskId,
    status: "open",
    args: ask.args,
    asked: ask.asked,
    others: ask.args.fn === "approve" ? context.others.filter((p) => !askedIds.has(p.id)) : [],
    channel: run.channel,
    threadTs: run.threadTs,
    silence: waiting.silence,
    openedAt: context.now,
    deadlineAt: waiting.deadlineAt,
    remindAt: waiting.remindAt,
    remindedAt: null,
    outcome: null,
    decidedBy: null,
    decidedAt: null,
    takenAt: null,
  };
  if (!(await rows.calls.insertIfAbsent(call))) return;
  await showCard(rows, run, call, context.practice, await filledIn(rows, run, call));
  await append(rows.ledger, {
    chain: `run:${run.id}`,
    kind: "call_opened",
    key: `${call.id}:opened`,
    actor: null,
    at: context.now,
    data: {
      call: call.id,
      fn: call.args.fn,
      asked: call.asked.length,
      // A fact's value is short; the call itself names all.
      first: call.asked[0]?.id ?? null,
      deadline: call.deadlineAt.toISOString(),
      ...(call.args.fn === "approve" ? { digest: call.args.digest, round: call.args.round } : {}),
    },
  });
}

/** Names of the people who are filled in, as far as they are known here. */
async function filledIn(
  rows: Pick<HumansRows, "people">,
  run: RunBrief,
  call: HumanCall,
): Promise<Record<string, string>> {
  if (call.args.fn !== "answer") return {};
  const names: Record<string, string> = {};
  for (const id of chosenIds(call.args, null)) {
    const person = await rows.people.get(run.team, id);
    if (person) names[id] = person.name;
  }
  return names;
}
