import type { PolicyFile, PolicyRule } from "./policy-file.js";

/** Names that are no sets of the file: whom a request names, whoever asked, and two lists of the file. */
export const BUILT_IN_SETS = ["named", "requester", "approvers", "admins"] as const;

/** One thing that is wrong in the policy, as "what: what to do", and where. */
export interface PolicyIssue {
  path: (string | number)[];
  message: string;
}

/** What is wrong in a policy that each part by itself does not show. */
export function checkPolicy(
  file: Pick<PolicyFile, "sets" | "rules" | "delegations">,
): PolicyIssue[] {
  return [
    ...reservedSets(file),
    ...file.rules.flatMap((rule, index) => [
      ...sameName(file, rule, index),
      ...unknownSets(file, rule, index),
      ...needs(file, rule, index),
      ...tiers(rule, index),
    ]),
    ...delegationIssues(file),
  ];
}

function reservedSets({ sets }: Pick<PolicyFile, "sets">): PolicyIssue[] {
  return Object.keys(sets)
    .filter((name) => isBuiltIn(name))
    .map((name) => ({
      path: ["sets", name],
      message: `"${name}" has a meaning of its own: give the set another name`,
    }));
}

function sameName(
  { rules }: Pick<PolicyFile, "rules">,
  { name }: PolicyRule,
  index: number,
): PolicyIssue[] {
  if (rules.findIndex((one) => one.name === name) === index) return [];
  const message = `two rules are called "${name}": give one of them another name`;
  return [{ path: ["rules", index, "name"], message }];
}

function unknownSets(
  { sets }: Pick<PolicyFile, "sets">,
  rule: PolicyRule,
  index: number,
): PolicyIssue[] {
  const used = [
    ...rule.ask.map((name) => ({ name, at: ["ask"] })),
    ...rule.exclude.map((name) => ({ name, at: ["exclude"] })),
    ...(rule.escalate?.to ?? []).map((name) => ({ name, at: ["escalate", "to"] })),
  ];
  return used
    .filter(({ name }) => !isBuiltIn(name) && !Object.hasOwn(sets, name))
    .map(({ name, at }) => ({
      path: ["rules", index, ...at],
      message: `there is no set "${name}": add it under policy.sets, or use one of ${knownNames(sets)}`,
    }));
}

function knownNames(sets: PolicyFile["sets"]): string {
  return [...Object.keys(sets), ...BUILT_IN_SETS].join(", ");
}

/** How many must say yes; `auto` and `undo` ask nobody. */
export function needOf({ need, tier }: Pick<PolicyRule, "need" | "tier">): number {
  if (tier === "auto" || tier === "undo") return 0;
  return need ?? (tier === "several" ? 2 : 1);
}

function needs({ sets }: Pick<PolicyFile, "sets">, rule: PolicyRule, index: number): PolicyIssue[] {
  const at = (message: string): PolicyIssue[] => [{ path: ["rules", index, "need"], message }];
  const need = needOf(rule);
  if (need === 0 && rule.need !== undefined)
    return at(`tier ${rule.tier} asks nobody: leave need out, or choose tier one or several`);
  if (rule.tier === "one" && need > 1)
    return at("tier one needs one person: choose tier several, or leave need out");
  if (rule.tier === "several" && need < 2)
    return at("tier several needs 2 people or more: choose tier one, or a larger need");
  const most = mostPeople(sets, rule);
  if (most !== null && need > most)
    return at(`${need} people must agree, and its sets have ${most}: add people, or lower need`);
  return [];
}

/** How many people a rule can ask at most, as far as the file alone says it; null: it does not. */
function mostPeople(sets: PolicyFile["sets"], rule: PolicyRule): number | null {
  const ids = new Set<string>();
  for (const name of rule.ask) {
    const people = sets[name]?.people;
    if (people === undefined) return null;
    for (const id of people) ids.add(id);
  }
  return ids.size;
}

function tiers(rule: PolicyRule, index: number): PolicyIssue[] {
  const issues: PolicyIssue[] = [];
  const at = (key: string, message: string) =>
    void issues.push({ path: ["rules", index, key], message });
  const { act, shared } = rule.when;
  const asks = needOf(rule) > 0;
  if (asks && rule.ask.length === 0)
    at("ask", `tier ${rule.tier} needs somebody to ask: name a set, named or requester`);
  if (!asks && rule.ask.length > 0)
    at("ask", `tier ${rule.tier} asks nobody: leave ask out, or choose tier one or several`);
  if (!asks && act === "question")
    at("tier", "a question always asks somebody: choose tier one, and who with ask");
  if (rule.tier === "several" && act === "question")
    at("tier", "a question has one answer: choose tier one");
  if (!asks && act === "post" && shared === true)
    at("tier", "what leaves the workspace always needs somebody's yes: choose tier one or several");
  if (rule.tier === "undo" && act !== "post")
    at("tier", "only a post can be taken back before it is done: choose tier auto or one");
  if (rule.silence === "default" && act !== "question")
    at("silence", "nobody's silence is a yes: choose deny or wait");
  if (rule.escalate && rule.escalate.at <= rule.remindAt)
    at("escalate", "somebody else is asked before the reminder: make its at later than remindAt");
  return issues;
}

function delegationIssues({ delegations }: Pick<PolicyFile, "delegations">): PolicyIssue[] {
  return delegations.flatMap(({ from, to, fromDay, untilDay }, index) => {
    const issues: PolicyIssue[] = [];
    const path = ["delegations", index];
    if (from === to)
      issues.push({ path, message: "stands in for themselves: name somebody else under to" });
    if (untilDay < fromDay)
      issues.push({ path, message: "ends before it begins: exchange fromDay and untilDay" });
    return issues;
  });
}

function isBuiltIn(name: string): boolean {
  return (BUILT_IN_SETS as readonly string[]).includes(name);
}
