import type { CallAsk, CallTier, HumanCall } from "../domain/human-call.js";
import type { Named } from "../domain/person.js";
import type { StandsIn } from "../domain/stands-in.js";
import type { Called, Evaluation } from "../policy/evaluation.js";
import { usualTimes, type WaitingRule } from "./deadlines.js";
import type { Escalation } from "./escalate.js";

/** What the operator's policy wants of one call. */
export interface CallRule {
  tier: CallTier;
  /** The sentence that people read, without a full stop. */
  says: string;
  need: number;
  /** Nobody but the request itself wants a decision: no rule of the operator, and no approvers. */
  isUsual: boolean;
  /** Ids of people who never decide. */
  excluded: string[];
  waiting: WaitingRule;
  /** Who is asked besides, without a decision. */
  next: Named[];
  standIns: StandsIn[];
}

/** What the policy says about a call, whatever it says; null: nothing. */
export function ruleOf(said: Evaluation | undefined): CallRule | null {
  if (!said) return null;
  if (said.kind === "call") return callRule(said);
  const tier = said.kind === "allow" ? said.tier : "one";
  const waiting: WaitingRule = { ...usualTimes, silence: null, wait: null };
  const isUsual = usual(said.rule);
  return {
    tier,
    says: said.rule.says,
    need: 1,
    isUsual,
    excluded: [],
    waiting,
    next: [],
    standIns: [],
  };
}

/** What an evaluation says about its call. */
export function callRule(said: Called): CallRule {
  const everybody = [...said.ask, ...said.others, ...(said.escalate?.to ?? [])];
  return {
    isUsual: usual(said.rule),
    tier: said.tier,
    says: said.rule.says,
    need: said.need,
    excluded: said.excluded,
    waiting: {
      silence: said.silence,
      wait: said.wait,
      remindAt: said.remindAt,
      escalateAt: said.escalate?.at ?? usualTimes.escalateAt,
    },
    next: (said.escalate?.to ?? []).map(({ id, name }) => ({ id, name })),
    standIns: everybody.flatMap(({ id, standsInFor: whom }) =>
      whom ? [{ id, for: { id: whom.id, name: whom.name }, untilDay: whom.untilDay }] : [],
    ),
  };
}

/** Who may decide besides: also those in whose place somebody is asked, as long as no rule leaves them out. */
export function withAway(others: Named[], asked: Named[], rule: CallRule | null): Named[] {
  const away = (rule?.standIns ?? [])
    .filter((one) => [...asked, ...others].some((who) => who.id === one.id))
    .map((one) => one.for)
    .filter((one) => !rule?.excluded.includes(one.id));
  const known = new Set([...asked, ...others].map((one) => one.id));
  return [...others, ...away.filter((one) => !known.has(one.id))];
}

/** Who is asked next, and when: as the request says it, else by the rule. */
export function nextAsked(
  ask: CallAsk,
  context: { now: Date; isRestricted: boolean; escalation: Escalation | null },
  rule: CallRule | null,
  ruleAt: Date | null,
): Pick<HumanCall, "escalateAt" | "escalateTo"> {
  const nobody = { escalateAt: null, escalateTo: [] };
  const isReach = ask.args.fn === "choose" && ask.args.about === "reach";
  if (context.isRestricted || isReach) return nobody;
  const { escalation } = context;
  if (escalation && (ask.args.fn === "approve" || !escalation.approvalsOnly)) {
    if (ask.asked.some((one) => one.id === escalation.to.id)) return nobody;
    const escalateAt = new Date(context.now.getTime() + escalation.afterMs);
    return { escalateAt, escalateTo: [escalation.to] };
  }
  const next = (rule?.next ?? []).filter((one) => !ask.asked.some((who) => who.id === one.id));
  return next.length > 0 && ruleAt ? { escalateAt: ruleAt, escalateTo: next } : nobody;
}

function usual({ isBuiltIn, name }: Called["rule"]): boolean {
  return isBuiltIn && name !== "approvers";
}
