import type { HumanCall } from "../domain/human-call.js";
import type { RunBrief } from "../delivery/run-brief.js";
import { append } from "../ledger/append.js";
import type { Allowed } from "../policy/evaluation.js";
import { functionOf } from "./functions/registry.js";
import { keepGrant } from "./give-grant.js";
import type { HumansRows } from "./ports.js";
import { settleCall } from "./show-call.js";

/**
 * Lets go what a rule allows without anybody, in the transaction that opened it: the approval is given in the name of
 * whoever asked, bound to exactly this text and place like any other. It is shown and logged, and they can take it back.
 */
export async function decideByRule(
  rows: HumansRows,
  run: RunBrief,
  callId: string,
  said: Allowed,
  now: Date,
): Promise<void> {
  const call = await rows.calls.get(callId);
  // A repeat finds it decided; one that was cancelled and asked again is open.
  if (!call || call.status !== "open" || call.args.fn !== "approve") return;
  const outcome = { verb: "approve" } as const;
  const by = run.requester;
  if (!(await rows.calls.end(callId, "decided", outcome, by, now))) return;
  const settled: HumanCall = {
    ...call,
    status: "decided",
    outcome,
    decidedBy: by,
    decidedAt: now,
  };
  const given = { team: run.team, actors: [by.id], policy: said.policyVersion, now };
  await keepGrant(rows, settled, given);
  await settleCall(rows, settled);
  await append(rows.ledger, {
    chain: `run:${call.runId}`,
    kind: "call_decided",
    key: `${callId}:decided`,
    actor: null,
    at: now,
    data: { call: callId, ...functionOf(call.args).fact(outcome), via: "rule" },
  });
}
