import type { StandingRule } from "../domain/standing-rule.js";
import type { OutboxRows } from "./ports.js";

/** Shows a rule to its owner, directly: one message from the offer to the end. */
export async function showRule(
  rows: { outbox: OutboxRows },
  rule: StandingRule,
  days: number,
  why: string,
): Promise<void> {
  await rows.outbox.put({
    type: "message",
    opKey: `${rule.id}:message`,
    runId: null,
    channel: rule.userId,
    threadTs: null,
    pings: [],
    shown: {
      kind: "rule",
      ruleId: rule.id,
      state: rule.state,
      words: rule.words,
      days,
      examples: rule.shown,
      until: rule.untilAt?.toISOString() ?? null,
      why,
    },
  });
}
