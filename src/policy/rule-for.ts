import { type PolicyRule, PolicyRule as Rule, type Tier } from "../domain/policy-file.js";
import { needOf } from "../domain/policy-file-checks.js";
import type { Policy, PolicyAsk, RuleSaid } from "./evaluation.js";

/** The rule that decides, and the tier that follows: it can be more than the rule asks for, never less. */
export interface MatchedRule {
  rule: PolicyRule;
  said: RuleSaid;
  tier: Tier;
}

/** The first rule of the file that fits, else the built-in one; whoever asks for an approval always gets one. */
export function ruleFor(policy: Policy, ask: PolicyAsk): MatchedRule {
  const rule = policy.file.rules.find((one) => fits(one, policy, ask));
  if (!rule) return builtIn(policy, ask);
  const asksNobody = needOf(rule) === 0;
  // A wish in the request's own words counts, and what leaves the workspace needs somebody's yes.
  const isRaised = asksNobody && (ask.wanted || leavesWorkspace(ask));
  if (!isRaised) return { rule, said: said(rule), tier: rule.tier };
  const raised = builtIn(policy, { ...ask, wanted: true });
  const says = leavesWorkspace(ask) ? "what leaves the workspace needs an OK" : raised.said.says;
  return { ...raised, said: { name: rule.name, says, isBuiltIn: true } };
}

/** Whom an evaluation has to know: sets by name, and people who stand in for others by id. */
export function peopleNeeded(
  policy: Policy,
  ask: PolicyAsk,
): { sets: string[]; delegates: string[] } {
  const { rule } = ruleFor(policy, ask);
  const names = [...rule.ask, ...rule.exclude, ...(rule.escalate?.to ?? []), "admins"];
  const sets = [...new Set(names)].filter((name) => name !== "named" && name !== "requester");
  return { sets, delegates: [...new Set(policy.file.delegations.map((one) => one.to))] };
}

function leavesWorkspace({ act, target }: PolicyAsk): boolean {
  return act === "post" && target.isShared;
}

function fits({ when }: PolicyRule, policy: Policy, { act, target }: PolicyAsk): boolean {
  if (when.act !== act) return false;
  if (when.shared !== undefined && when.shared !== target.isShared) return false;
  if (when.private !== undefined && when.private !== target.isPrivate) return false;
  return isChannel(when.channel, policy, target);
}

function isChannel(
  wanted: string,
  { channelIds }: Policy,
  { channel, channelName }: PolicyAsk["target"],
): boolean {
  if (wanted === "any") return true;
  if (!wanted.startsWith("#")) return wanted === channel;
  // By id where it is known: a channel that is renamed keeps its rule.
  const id = channelIds[wanted];
  if (id !== undefined) return id === channel;
  return wanted.slice(1).toLowerCase() === channelName.toLowerCase();
}

const ONE = Rule.parse({
  name: "built in",
  when: { act: "post" },
  tier: "one",
  ask: ["named", "approvers", "requester"],
});

const QUESTION = ["named", "requester"];

function builtIn({ file }: Policy, { act, wanted }: PolicyAsk): MatchedRule {
  const of = (name: string, says: string, tier: Tier = "one"): MatchedRule => ({
    // A question is for whom it is for: approvers have nothing to do with it.
    rule: { ...ONE, when: { ...ONE.when, act }, ...(act === "question" && { ask: QUESTION }) },
    said: { name, says, isBuiltIn: true },
    tier,
  });
  if (act === "post") return of("post", "posts outside their thread need an OK");
  if (act === "question") return of("question", "a question goes to whom it is for");
  if (wanted) return of("wish", "the request asks for an OK");
  if (file.approvers.length > 0) return of("approvers", "results need an OK here");
  return of("result", "a result that stays in its thread needs no OK", "auto");
}

function said(rule: PolicyRule): RuleSaid {
  return { name: rule.name, says: rule.says ?? sentence(rule), isBuiltIn: false };
}

/** "posts in #announcements need 2 people from Legal, not whoever asked". */
function sentence(rule: PolicyRule): string {
  const what = `${subject(rule)} ${rule.when.act === "question" ? "go to" : "need"}`;
  if (rule.tier === "auto") return `${subject(rule)} need no OK`;
  if (rule.tier === "undo") return `${subject(rule)} need no OK, and can be taken back at first`;
  const need = needOf(rule);
  const count = need === 1 ? "somebody" : `${need} people`;
  const not =
    rule.tier === "several" || rule.exclude.includes("requester") ? ", not whoever asked" : "";
  return `${what} ${count}${from(rule, need)}${not}`;
}

function subject({ when }: PolicyRule): string {
  const kind = when.act === "post" ? "posts" : when.act === "result" ? "results" : "questions";
  const channel = when.channel.startsWith("#") ? when.channel : "a certain channel";
  if (when.channel !== "any") return `${kind} in ${channel}`;
  const which = [
    ...(when.shared === undefined ? [] : [when.shared ? "shared" : "unshared"]),
    ...(when.private === undefined ? [] : [when.private ? "private" : "public"]),
  ].join(" ");
  if (which !== "") return `${kind} in ${which} channels`;
  return when.act === "post" ? "posts outside their thread" : kind;
}

function from({ ask }: PolicyRule, need: number): string {
  const words: Record<string, string> = {
    named: "those named",
    requester: "whoever asked",
    approvers: "the approvers",
    admins: "the admins",
  };
  const names = ask.map((name) => words[name] ?? name);
  const last = names.at(-1) ?? "";
  const list = names.length < 2 ? last : `${names.slice(0, -1).join(", ")} or ${last}`;
  return need === 1 && ask.length === 1 && ask[0] === "requester" ? " who asked" : ` from ${list}`;
}
