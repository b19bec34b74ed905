import type { StandingRule } from "../domain/standing-rule.js";

/** What a rule looks at in a call. */
export interface Ruled {
  risk: "low" | "high";
  pattern: string;
  need: number;
  /** How much a decision takes; what a rule of the operator asks for has no pattern. */
  tier: "auto" | "undo" | "one" | "several" | null;
  /** Whether people of another organisation can read where it is asked; null: not known. */
  isShared: boolean | null;
}

/**
 * Whether a call may be left to a rule of its decider at all: of low risk, one decider and nothing that
 * leaves the workspace. What the operator wants decided has no pattern.
 */
export function mayBeRuled(call: Ruled): boolean {
  const isLeft = call.tier !== "several" && call.tier !== "undo";
  return (
    call.risk === "low" &&
    call.pattern !== "" &&
    call.need === 1 &&
    call.isShared === false &&
    isLeft
  );
}

/** One earlier call of a pattern: who decided it by hand, and with what; null: it was not a plain yes. */
export interface Earlier {
  by: string | null;
  verb: string | null;
}

/** The answer that somebody gave `times` in a row, by hand and without a change, the newest first; else null. */
export function inARow(last: readonly Earlier[], userId: string, times: number): string | null {
  if (times < 1 || last.length < times) return null;
  const verb = last[0]?.verb ?? null;
  const all = last.slice(0, times);
  return verb !== null && all.every((one) => one.by === userId && one.verb === verb) ? verb : null;
}

/** Why a rule does not stand any more, in a sentence; null: it stands. */
export function whyOver(
  rule: Pick<StandingRule, "state" | "untilAt" | "policy">,
  as: { now: Date; policy: string },
): string | null {
  if (rule.state !== "active") return "It was stopped.";
  if (rule.untilAt === null || rule.untilAt.getTime() <= as.now.getTime())
    return "Its time is over.";
  if (rule.policy !== as.policy) return "The rules of this workspace have changed.";
  return null;
}
