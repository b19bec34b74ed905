import type { Clock } from "../clock.js";
import { cardKeyOf } from "../delivery/card-place.js";
import { showRule } from "../delivery/rule-message.js";
import { type Presser, tellPresser } from "../delivery/whisper.js";
import type { CallArgs, HumanCall } from "../domain/human-call.js";
import type { CallOutcome } from "../domain/call-outcome.js";
import { newId } from "../domain/ids.js";
import type { RuleExample, StandingRule } from "../domain/standing-rule.js";
import type { Alongside, Transact } from "../domain/transact.js";
import { append } from "../ledger/append.js";
import { mayDecide } from "../policy/policy.js";
import { inARow, mayBeRuled, whyOver } from "../policy/standing-rule.js";
import type { Authoriser } from "./authorise.js";
import { functionName } from "./functions/human-function.js";
import type { Channels, HumansRows } from "./ports.js";

const DAY_MS = 24 * 60 * 60 * 1000;

/** When a rule is offered and how long it stands, as the operator set it. */
export interface RuleSettings {
  /** Equal answers in a row; 0: never. */
  offerAfter: number;
  days: number;
}

/** What people can do about automatic rules. */
export interface StandingRules<Rows = never> {
  /** After a decision: offers a rule to whoever gave this answer often enough; mostly nothing. */
  offer(callId: string): Promise<void>;
  /** Yes or no to an offer. */
  answer(
    input: Presser & Alongside<Rows> & { team: string; ruleId: string; yes: boolean },
  ): Promise<void>;
  /** Ends a rule at once. */
  revoke(input: Presser & Alongside<Rows> & { team: string; ruleId: string }): Promise<void>;
}

interface Deps<Rows extends HumansRows = HumansRows> {
  transact: Transact<Rows>;
  authoriser: Authoriser;
  channels: Pick<Channels, "facts">;
  /** The version of the operator's rules as they are now. */
  policyVersion: string;
  settings: RuleSettings;
  clock: Clock;
}

const GONE = "That rule is not there any more. Nothing was changed.";

/** Makes offers and answers to them. */
export function createStandingRules<Rows extends HumansRows>(
  deps: Deps<Rows>,
): StandingRules<Rows> {
  const { transact, clock, settings } = deps;
  const own = async (rows: HumansRows, input: Presser & { team: string; ruleId: string }) => {
    const rule = await rows.rules.get(input.ruleId);
    if (!rule || rule.team !== input.team) {
      await tellPresser(rows, input, GONE);
      return null;
    }
    if (rule.userId === input.actor) return rule;
    await tellPresser(rows, input, `Only ${rule.userName} can change this. Nothing was changed.`);
    return null;
  };
  return {
    async offer(callId) {
      if (settings.offerAfter === 0) return;
      const call = await transact(async (rows) => {
        const found = await rows.calls.get(callId);
        return found && (await givenInARow(rows, found, settings)) !== null ? found : null;
      });
      if (!call) return;
      // Slack is asked only for the few that come so far.
      const isShared = await sharedWith(deps.channels, call.channel);
      if (!mayBeRuled(ruled(call, isShared))) return;
      await transact((rows) => offerRule(rows, call, deps));
    },
    answer: (input) =>
      transact(async (rows) => {
        await input.alongside?.(rows);
        const rule = await own(rows, input);
        if (!rule) return;
        const now = clock.now();
        const untilAt = new Date(now.getTime() + settings.days * DAY_MS);
        const to = input.yes ? "active" : "declined";
        const patch = input.yes ? { fromAt: now, untilAt } : { endedAt: now, endedBy: input.actor };
        // An offer that the rules have overtaken is none any more.
        if (
          rule.policy !== deps.policyVersion ||
          !(await rows.rules.step(rule.id, "offered", to, patch))
        )
          return tellPresser(rows, input, GONE);
        await fact(rows, rule, input.yes ? "rule_accepted" : "rule_declined", input.actor, now);
        await showRule(rows, { ...rule, state: to, ...patch }, settings.days, "");
      }),
    revoke: (input) =>
      transact(async (rows) => {
        await input.alongside?.(rows);
        const rule = await own(rows, input);
        if (!rule) return;
        const ended = { endedAt: clock.now(), endedBy: input.actor };
        if (!(await endRule(rows, rule, ended, "You stopped it.", settings.days)))
          return tellPresser(rows, input, "That rule is over already.");
        await tellPresser(rows, input, "The rule is stopped. You are asked again from now on.");
      }),
  };
}

/** Ends a rule that stands and says so in its message; false: it did not stand. */
export async function endRule(
  rows: HumansRows,
  rule: StandingRule,
  ended: { endedAt: Date; endedBy: string | null },
  why: string,
  days: number,
): Promise<boolean> {
  if (!(await rows.rules.step(rule.id, "active", "ended", ended))) return false;
  await fact(rows, rule, "rule_ended", ended.endedBy, ended.endedAt);
  await showRule(rows, { ...rule, state: "ended", ...ended }, days, why);
  return true;
}

/** Whether people of another organisation can read a channel; null: nobody knows. */
export async function sharedWith(
  channels: Pick<Channels, "facts">,
  channel: string,
): Promise<boolean | null> {
  return (await channels.facts(channel))?.isExternal ?? null;
}

/** A call as a rule looks at it. */
export function ruled(call: HumanCall, isShared: boolean | null) {
  const { risk = "high", pattern = "" } = call.alike ?? {};
  return { risk, pattern, need: call.need, tier: call.tier, isShared };
}

/** The answer as one tap: approved as it is, what was filled in, or one option without a word; else null. */
export function plainVerb(args: CallArgs, outcome: CallOutcome | null): string | null {
  if (args.fn === "approve" && !args.post && outcome?.verb === "approve") return "approve";
  if (args.fn === "answer" && outcome?.verb === "answer") {
    const isAsFilled = args.fields.every(
      (field) => (outcome.values[field.name] ?? "") === (field.default ?? ""),
    );
    return outcome.usedDefaults || isAsFilled ? "answer.defaults" : null;
  }
  if (args.fn === "choose" && outcome?.verb === "choose" && !args.several) {
    return outcome.index > 0 && outcome.note === "" ? `choose.${outcome.index}` : null;
  }
  return null;
}

async function offerRule(rows: HumansRows, call: HumanCall, deps: Deps): Promise<void> {
  const { settings, policyVersion, clock } = deps;
  const { decidedBy: by, alike } = call;
  const run = await rows.runs.summary(call.runId);
  const verb = await givenInARow(rows, call, settings);
  if (!by || !alike || !run || verb === null) return;
  const last = await rows.rules.lastOf(alike.pattern, settings.offerAfter);
  const now = clock.now();
  const who = { team: run.team, userId: by.id };
  const since = new Date(now.getTime() - settings.days * DAY_MS);
  if (await rows.rules.refusedSince(who, alike.pattern, since)) return;
  const examples: RuleExample[] = [];
  for (const one of last) examples.push(await exampleOf(rows, one));
  const rule: StandingRule = {
    id: newId("rule"),
    ...who,
    userName: by.name,
    state: "offered",
    pattern: alike.pattern,
    fn: functionName(call.args),
    verb,
    words: wordsOf(call.args, verb),
    policy: policyVersion,
    shown: examples,
    offeredAt: now,
    fromAt: null,
    untilAt: null,
    endedAt: null,
    endedBy: null,
  };
  if (!(await rows.rules.offer(rule))) return;
  await fact(rows, rule, "rule_offered", null, now);
  await showRule(rows, rule, settings.days, "");
}

/** The answer that its decider gave often enough in a row, by hand and without a change; else null. */
async function givenInARow(
  rows: HumansRows,
  call: HumanCall,
  { offerAfter }: RuleSettings,
): Promise<string | null> {
  const { decidedBy: by, alike } = call;
  if (!by || !alike || call.byRule || plainVerb(call.args, call.outcome) === null) return null;
  const last = await rows.rules.lastOf(alike.pattern, offerAfter);
  const given = last.map((one) => ({
    by: one.status === "decided" && !one.byRule ? (one.decidedBy?.id ?? null) : null,
    verb: plainVerb(one.args, one.outcome),
  }));
  return inARow(given, by.id, offerAfter);
}

async function exampleOf(rows: HumansRows, call: HumanCall): Promise<RuleExample> {
  const status = (await rows.runs.summary(call.runId))?.status ?? "";
  return {
    title: call.args.title,
    at: (call.decidedAt ?? call.openedAt).toISOString(),
    channel: call.channel,
    ts: await rows.outbox.tsOf(cardKeyOf(call)),
    job: jobs[status] ?? "under way",
  };
}

const jobs: Record<string, string> = {
  completed: "done",
  failed: "stopped, not finished",
  cancelled: "stopped",
};

/** What the rule does, as an order: `Approve “Launch brief”`. */
function wordsOf(args: CallArgs, verb: string): string {
  if (args.fn === "choose") {
    const option = args.options[Number(verb.slice("choose.".length)) - 1];
    return `Choose “${option?.short ?? ""}” for “${args.question}”`;
  }
  if (args.fn === "answer") return `Use the answers filled in for “${args.title}”`;
  return `Approve “${args.title}”`;
}

async function fact(
  rows: HumansRows,
  rule: StandingRule,
  kind: "rule_offered" | "rule_accepted" | "rule_declined" | "rule_ended",
  actor: string | null,
  at: Date,
): Promise<void> {
  await append(rows.ledger, {
    chain: "workspace",
    kind,
    key: `${rule.id}:${kind}`,
    actor,
    at,
    data: { rule: rule.id, of: rule.userId, fn: rule.fn, verb: rule.verb },
  });
}

/** Why a rule cannot be used for a call now, in a sentence, or (null) it can. */
export async function whyNotUsed(
  deps: Pick<Deps, "authoriser" | "channels" | "policyVersion" | "clock">,
  call: HumanCall,
  rule: StandingRule,
): Promise<string | null> {
  const over = whyOver(rule, { now: deps.clock.now(), policy: deps.policyVersion });
  if (over !== null) return over;
  const isShared = await sharedWith(deps.channels, call.channel);
  if (!mayBeRuled(ruled(call, isShared))) return "What it is about is asked in another way now.";
  const person = await deps.authoriser.personNow(rule.team, rule.userId);
  return mayDecide(person, call).allow ? null : `${rule.userName} cannot decide this any more.`;
}
