import type { UsedRule } from "../domain/alike.js";
import type { HumanCall } from "../domain/human-call.js";
import type { RuleState, StandingRule } from "../domain/standing-rule.js";

/** Automatic rules of people, inside one transaction. */
export interface RuleRows {
  /** False if this person has an offer or a rule for the pattern already. */
  offer(rule: StandingRule): Promise<boolean>;
  get(id: string): Promise<StandingRule | null>;
  /** The one conditional UPDATE: true only for whoever was first. */
  step(
    id: string,
    from: RuleState,
    to: RuleState,
    patch: Partial<Pick<StandingRule, "fromAt" | "untilAt" | "endedAt" | "endedBy">>,
  ): Promise<boolean>;
  /** Whether this person said no to it, or stopped it, since then. */
  refusedSince(
    who: { team: string; userId: string },
    pattern: string,
    since: Date,
  ): Promise<boolean>;
  /** Whether anybody's rule stands for this pattern. */
  standsFor(team: string, pattern: string): Promise<boolean>;
  /** Ended calls of a pattern, the newest first. */
  lastOf(pattern: string, limit: number): Promise<HumanCall[]>;
  /** Rules that stand although their time is over, the oldest first. */
  timeOver(now: Date, limit: number): Promise<StandingRule[]>;
  /** Open calls that one of their deciders has a rule for. */
  usable(limit: number): Promise<{ call: HumanCall; rule: StandingRule }[]>;
  /** Keeps by which rule a call was decided. */
  mark(callId: string, used: UsedRule): Promise<void>;
}
