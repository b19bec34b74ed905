import type { HumanCall } from "../domain/human-call.js";
import type { RunBrief } from "../delivery/run-brief.js";
import { append } from "../ledger/append.js";
import type { CallRule } from "./call-rule.js";
import type { WaitingSettings } from "./deadlines.js";
import { functionName } from "./functions/human-function.js";
import type { HumansRows } from "./ports.js";
import { showCall, type Spent } from "./show-call.js";
import { waitingOf } from "./waiting-of.js";

/**
 * Asks again what a stop had cancelled, of the same people and in the same place, with a new deadline: the card gets
 * its buttons back. Any other call is left as it is.
 */
export async function reopenCall(
  rows: Pick<HumansRows, "calls" | "joins" | "outbox" | "ledger" | "votes">,
  run: RunBrief,
  known: HumanCall,
  context: {
    now: Date;
    waiting: WaitingSettings;
    practice: boolean;
    names: Record<string, string>;
    spent: Spent;
    ruleOf?: (call: HumanCall) => CallRule | null;
  },
): Promise<void> {
  if (known.status !== "cancelled") return;
  const { now } = context;
  const rule = context.ruleOf?.(known)?.waiting ?? null;
  const waiting = waitingOf(known.args, now, run.requesterTz, context.waiting, rule);
  const stoodMs = now.getTime() - known.openedAt.getTime();
  const call: HumanCall = {
    ...known,
    ...(known.joinedTo ? { joinedTo: null, card: null } : {}),
    status: "open",
    openedAt: now,
    deadlineAt: waiting.deadlineAt,
    remindAt: waiting.remindAt,
    remindedAt: null,
    decidedAt: null,
    escalateAt: known.escalateAt && new Date(known.escalateAt.getTime() + stoodMs),
  };
  if (!(await rows.calls.reopen(call))) return;
  // Whatever it was asked with has gone on meanwhile.
  if (known.joinedTo) await rows.joins.follow(known.id, null);
  await showCall(rows, run, call, { ...context, votes: await rows.votes.ofCall(call.id) });
  await append(rows.ledger, {
    chain: `run:${run.id}`,
    kind: "call_reopened",
    key: `${call.id}:reopened:${now.toISOString()}`,
    actor: null,
    at: now,
    data: { call: call.id, fn: functionName(call.args), deadline: call.deadlineAt.toISOString() },
  });
}
