import type { Person } from "../domain/person.js";
import { needOf } from "../domain/policy-file-checks.js";
import type { Asked, Evaluation, Policy, PolicyAsk, PolicyPeople } from "./evaluation.js";
import { candidates, setMembers } from "./candidates.js";
import { isColleague } from "./policy.js";
import { type MatchedRule, ruleFor } from "./rule-for.js";
import { createStandIn } from "./stand-ins.js";

/** More are not pinged for one thing; the rest may decide all the same. */
const MOST_PINGED = 10;

/**
 * What the operator's policy says about one thing: it may be done, people are asked, or it cannot be done. Pure: the
 * same question gets the same answer. The first rule that fits decides; a built-in one always does.
 */
export function evaluate(policy: Policy, ask: PolicyAsk, people: PolicyPeople): Evaluation {
  const matched = ruleFor(policy, ask);
  const { rule, tier } = matched;
  const base = { rule: matched.said, policyVersion: policy.version };
  const undoSeconds = rule.undoSeconds ?? policy.waiting.undoSeconds;
  if (tier === "auto") return { kind: "allow", tier, ...base, undoSeconds: 0 };
  if (tier === "undo") return { kind: "allow", tier, ...base, undoSeconds };

  const excluded = excludedBy(matched, ask, people);
  const need = needOf({ ...rule, tier });
  const standIn = createStandIn({
    delegations: policy.file.delegations,
    delegates: people.delegates,
    // Whoever asked stands in for nobody who decides about it.
    passedOver: new Set([...excluded, ask.requester.id]),
    now: ask.now,
  });
  const inPlace = (all: readonly Person[]) =>
    unique(all.map((one) => (one.id === ask.requester.id ? plain(one) : standIn(one))));

  const own = candidates(policy, matched, ask, people, excluded);
  const escalation = inPlace(
    (rule.escalate?.to ?? []).flatMap((name) => setMembers(policy, name, ask, people, excluded)),
  );
  const filled = fill(
    { ask: inPlace(own.ask), others: inPlace(own.others) },
    need,
    escalation,
    inPlace(setMembers(policy, "admins", ask, people, excluded)),
  );
  const all = unique([...filled.ask, ...filled.others]);
  if (all.length < need) return { kind: "deny", ...base, why: whyNot(matched, ask, all, need) };
  const known = new Map(all.map((one) => [one.id, one]));
  const asked = pinged(filled, need).map((one) => known.get(one.id) ?? one);
  const askedIds = new Set(asked.map((one) => one.id));
  const allIds = new Set(all.map((one) => one.id));
  const next = escalation.filter((one) => !askedIds.has(one.id));
  return {
    kind: "call",
    tier,
    ...base,
    ask: asked,
    others: all.filter((one) => !askedIds.has(one.id)),
    need,
    excluded: [...excluded].sort(),
    namedDecide: rule.ask.includes("named"),
    leftOut: leftOut(ask.named, allIds, inPlace),
    filledFrom: filled.from,
    silence: rule.silence ?? (ask.act === "question" && ask.hasDefaults ? "default" : "deny"),
    wait: rule.wait ?? waitOf(policy, ask),
    remindAt: rule.remindAt,
    escalate: rule.escalate && next.length > 0 ? { at: rule.escalate.at, to: next } : null,
    undoSeconds: ask.act === "post" ? undoSeconds : 0,
  };
}

/** Who never decides: the requester where several must agree, and whom the rule leaves out. */
function excludedBy(
  { rule, said, tier }: MatchedRule,
  ask: PolicyAsk,
  people: PolicyPeople,
): Set<string> {
  const excluded = new Set<string>();
  if (said.isBuiltIn) return excluded;
  if (tier === "several" || rule.exclude.includes("requester")) excluded.add(ask.requester.id);
  for (const name of rule.exclude) {
    for (const one of people.sets[name] ?? []) excluded.add(one.id);
  }
  if (rule.exclude.includes("named")) for (const one of ask.named) excluded.add(one.id);
  return excluded;
}

interface Filled {
  ask: Asked[];
  others: Asked[];
  from: "escalation" | "admins" | null;
}

/** Where too few may decide, those are asked who would be next, then the operator's admins. */
function fill(
  own: { ask: Asked[]; others: Asked[] },
  need: number,
  escalation: Asked[],
  admins: Asked[],
): Filled {
  const enough = (people: Asked[]) => unique(people).length >= need;
  if (enough([...own.ask, ...own.others])) return { ...own, from: null };
  const next = unique([...own.ask, ...escalation]);
  if (enough([...next, ...own.others]))
    return { ask: next, others: own.others, from: "escalation" };
  return { ask: unique([...next, ...admins]), others: own.others, from: "admins" };
}

/** Who is pinged: those named, if they are enough; never a whole channel. */
function pinged({ ask, others }: Filled, need: number): Asked[] {
  const first = ask.length >= need ? ask : unique([...ask, ...others]);
  return first.slice(0, Math.max(MOST_PINGED, need));
}

function leftOut(
  named: readonly Person[],
  allIds: ReadonlySet<string>,
  inPlace: (all: readonly Person[]) => Asked[],
): Asked[] {
  const out = named.filter((one) => isColleague(one).allow && !inPlace([one]).some(isIn));
  return out.map(plain);

  function isIn(one: Asked): boolean {
    return allIds.has(one.id);
  }
}

function waitOf({ waiting }: Policy, ask: PolicyAsk) {
  const minutes = ask.act === "question" && ask.hasDefaults === true;
  return minutes
    ? { minutes: waiting.questionMinutes }
    : { workingDays: waiting.approveWorkingDays };
}

function whyNot({ said }: MatchedRule, ask: PolicyAsk, all: Asked[], need: number): string {
  const who = all.map((one) => one.name).join(" and ");
  const can = all.length === 0 ? "nobody can be asked" : `only ${who} can be asked`;
  const what =
    ask.act === "post"
      ? `This cannot be posted in #${ask.target.channelName}`
      : ask.act === "result"
        ? "This cannot be approved here"
        : "Nobody can be asked this";
  const short = need > 1 || all.length === 0 ? `${said.says}, and ${can}` : said.says;
  return `${what}: ${short}. Whoever runs Fermata can change that rule.`;
}

function plain({ id, name }: Person): Asked {
  return { id, name };
}

function unique(people: readonly Asked[]): Asked[] {
  const byId = new Map<string, Asked>();
  for (const one of people) {
    // In whose place somebody is asked is not lost where they are found twice.
    if (!byId.get(one.id)?.standsInFor) byId.set(one.id, one);
  }
  return [...byId.values()];
}
