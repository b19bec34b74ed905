import type { UsedRule } from "../domain/alike.js";
import type { StandingRule } from "../domain/standing-rule.js";
import { append } from "../ledger/append.js";
import type { DecideInput, DecideOutcome } from "./decide.js";
import type { HumansRows } from "./ports.js";
import { whyOver } from "../policy/standing-rule.js";
import { createStandingRules, endRule, whyNotUsed } from "./standing-rules.js";

/**
 * Makes the use of automatic rules: open calls that one of their deciders has a rule for are decided in that person's
 * name, by the same way as any press, with everything checked again. A rule that does not hold any more ends, and so
 * does one whose time is over, used or not. Returns the runs that can go on.
 */
export function createUseRules(
  deps: Parameters<typeof createStandingRules>[0] & {
    decide: (input: DecideInput) => Promise<DecideOutcome>;
  },
): (limit: number) => Promise<string[]> {
  const { transact, clock } = deps;
  const end = (rule: StandingRule, why: string) => {
    const ended = { endedAt: clock.now(), endedBy: null };
    return transact((rows) => endRule(rows, rule, ended, why, deps.settings.days));
  };
  return async (limit) => {
    const now = clock.now();
    for (const rule of await transact((rows) => rows.rules.timeOver(now, limit))) {
      await end(rule, whyOver(rule, { now, policy: deps.policyVersion }) ?? "");
    }
    const runs: string[] = [];
    const over = new Set<string>();
    for (const { call, rule } of await transact((rows) => rows.rules.usable(limit))) {
      if (over.has(rule.id)) continue;
      const why = await whyNotUsed(deps, call, rule);
      if (why !== null) {
        over.add(rule.id);
        await end(rule, why);
        continue;
      }
      const byRule = usedRule(rule);
      const decided = deps.decide({
        key: `${rule.id}:${call.id}`,
        callId: call.id,
        verb: rule.verb,
        values: {},
        team: rule.team,
        actor: rule.userId,
        channel: call.channel,
        threadTs: call.threadTs,
        byRule,
        decided: (rows) => keepUse(rows, rule, call.runId, call.id, clock.now()),
      });
      const outcome = await decided.catch((error: unknown) => {
        if (!(error instanceof RuleIsOver)) throw error;
        return null;
      });
      if (outcome === null) over.add(rule.id);
      else if (outcome.kind === "decided") runs.push(outcome.runId);
    }
    return runs;
  };
}

function usedRule(rule: StandingRule): UsedRule {
  return {
    id: rule.id,
    name: rule.userName,
    from: (rule.fromAt ?? rule.offeredAt).toISOString(),
    until: (rule.untilAt ?? rule.offeredAt).toISOString(),
  };
}

/** Rolls a decision back whose rule was stopped since it was read. */
class RuleIsOver extends Error {}

async function keepUse(
  rows: HumansRows,
  rule: StandingRule,
  runId: string,
  callId: string,
  at: Date,
): Promise<void> {
  // Whoever stopped it was told that they are asked again from now on. The row is locked until this is kept.
  if (!(await rows.rules.step(rule.id, "active", "active", {}))) throw new RuleIsOver();
  await append(rows.ledger, {
    chain: `run:${runId}`,
    kind: "rule_used",
    key: `${callId}:rule`,
    actor: rule.userId,
    at,
    data: { call: callId, rule: rule.id, policy: rule.policy },
  });
}
