import type { UsedRule } from "../domain/alike.js";
import type { DecidedVia, HumanCall } from "../domain/human-call.js";
import type { CallOutcome } from "../domain/call-outcome.js";
import type { Named } from "../domain/person.js";
import { append } from "../ledger/append.js";
import { takeBudgetAnswer } from "./budget-answer.js";
import type { FactData, SettledTexts } from "./functions/human-function.js";
import { functionOf } from "./functions/registry.js";
import { keepGrant } from "./give-grant.js";
import { passOn } from "./join.js";
import type { HumansRows } from "./ports.js";
import { settleCall } from "./show-call.js";

/** A decision as it is written down. */
export interface Conclusion {
  outcome: CallOutcome;
  /** Whose press made it complete, with the name or names that people read. */
  by: Named;
  /** Ids of all who said yes to it. */
  actors: string[];
  texts: SettledTexts;
  /** What the ledger keeps besides, e.g. how many said what. */
  counts?: FactData;
  verb: string;
  via?: DecidedVia | undefined;
  /** The standing rule by which it is decided, in the name of whose rule it is. */
  byRule?: UsedRule | undefined;
  team: string;
  /** The version of the rules as they are now. */
  policy: string;
  now: Date;
}

/** Ends an open call by one conditional UPDATE, with its grant, card and fact; false: somebody was first. */
export async function conclude(
  rows: HumansRows,
  call: HumanCall,
  given: Conclusion,
): Promise<boolean> {
  const { by, now, outcome } = given;
  if (!(await rows.calls.end(call.id, "decided", outcome, by, now, given.via))) return false;
  if (given.byRule) await rows.rules.mark(call.id, given.byRule);
  const settled: HumanCall = {
    // Read again: somebody else may have been asked since, and has a copy of the card.
    ...((await rows.calls.get(call.id)) ?? call),
    status: "decided",
    outcome,
    decidedBy: by,
    decidedAt: now,
    decidedVia: given.via ?? null,
  };
  const { actors, policy, team } = given;
  await keepGrant(rows, settled, { team, actors, policy, now });
  await passOn(rows, settled, now);
  await settleCall(rows, settled, given.texts);
  await takeBudgetAnswer(rows, settled, by.id, now);
  await append(rows.ledger, {
    chain: `run:${call.runId}`,
    kind: "call_decided",
    key: `${call.id}:decided`,
    actor: by.id,
    at: now,
    data: {
      call: call.id,
      ...functionOf(call.args).fact(outcome),
      ...given.counts,
      via: given.byRule ? "standing_rule" : (given.via ?? given.verb),
    },
  });
  return true;
}
