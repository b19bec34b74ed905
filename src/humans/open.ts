import type { CallArgs, CallAsk, HumanCall } from "../domain/human-call.js";
import type { Named } from "../domain/person.js";
import type { RunBrief } from "../delivery/run-brief.js";
import { whisper } from "../delivery/whisper.js";
import { namesOf } from "../policy/policy.js";
import { fail } from "../errors.js";
import { append } from "../ledger/append.js";
import { alikeOf } from "./alike.js";
import { chosenIds } from "./chosen-names.js";
import { cardKeyOf } from "../delivery/card-place.js";
import type { WaitingSettings } from "./deadlines.js";
import { type CallRule, nextAsked, withAway } from "./call-rule.js";
import type { Escalation } from "./escalate.js";
import type { HumansRows } from "./ports.js";
import { blindOf, type ReachPlan } from "./reach.js";
import { functionName } from "./functions/human-function.js";
import { functionOf } from "./functions/registry.js";
import { joinedWith, leadOf, showJobs } from "./join.js";
import { reopenCall } from "./reopen.js";
import { voteOfSaver } from "./saved-vote.js";
import { showCall, type Spent } from "./show-call.js";
import { waitingOf } from "./waiting-of.js";
import { whoIsReached } from "./who-is-reached.js";

/** What opening a call needs to know. */
export interface OpenContext {
  others: Named[];
  now: Date;
  waiting: WaitingSettings;
  practice: boolean;
  /** What the job has cost until now; the card says it. */
  spent: Spent;
  reach: ReachPlan;
  /** Ids of those whose decision a rule of the operator wants. */
  ruled: readonly string[];
  escalation: Escalation | null;
  /** What the operator's policy wants of a call; left out: what always holds. */
  ruleOf?: (ask: CallAsk) => CallRule | null;
}

/** What became of it: it is open (or over), or another question has to be answered before. */
export type Opened =
  | { kind: "open" }
  | { kind: "before"; callId: string }
  | { kind: "stop"; by: string };

/** Two sweeps: by then a rule has decided, or it does not hold. */
const HELD_MS = 4_000;

type Rows = Pick<
  HumansRows,
  "calls" | "joins" | "outbox" | "ledger" | "people" | "rules" | "votes"
>;

/**
 * Opens a call: row, cards and fact in the caller's transaction. A repeat of the same call changes nothing, but one
 * that a stop had cancelled is asked again. Where it would reach somebody who cannot read what is private here, the
 * requester is asked before.
 */
export async function openCall(
  rows: Rows,
  run: RunBrief,
  ask: CallAsk,
  context: OpenContext,
): Promise<Opened> {
  const known = await rows.calls.get(ask.id);
  if (known) {
    await reopenCall(rows, run, known, { ...context, names: await filledIn(rows, run, known) });
    return { kind: "open" };
  }
  const on = ask.onCardOf === undefined ? null : await rows.calls.get(ask.onCardOf);
  if (on) {
    await insert(rows, run, sameAs(on, ask), on.reached, context, cardKeyOf(on));
    return { kind: "open" };
  }
  const reach = await whoIsReached(rows, run, ask, context);
  switch (reach.kind) {
    case "stop":
      return reach;
    case "ask":
      await insert(rows, run, reach.ask, { people: [], place: "" }, context);
      return { kind: "before", callId: reach.ask.id };
    case "reach":
      await tellUnseen(rows, run, ask, reach.unseen ?? []);
      await insert(rows, run, { ...ask, asked: reach.asked }, reach.reached, context);
      return { kind: "open" };
  }
}

/** On an earlier card the same people are asked, those too whom somebody added. */
function sameAs(on: HumanCall, ask: CallAsk): CallAsk {
  if (ask.args.fn !== "approve") return ask;
  return { ...ask, asked: uniqueById([...ask.asked, ...on.asked]) };
}

function uniqueById(people: Named[]): Named[] {
  return [...new Map(people.map((one) => [one.id, one])).values()];
}

/** Says to the requester who is not sent a card, because of what was read. */
async function tellUnseen(
  rows: Pick<HumansRows, "outbox">,
  run: RunBrief,
  ask: CallAsk,
  unseen: Named[],
): Promise<void> {
  if (unseen.length === 0) return;
  const to = { channel: run.channel, threadTs: run.threadTs, userId: run.requester.id };
  const who = namesOf(unseen).replace(" or ", " and ");
  await whisper(
    rows,
    { key: `${ask.id}:unseen`, runId: run.id, ...to },
    `${who} cannot read everything that this job read, so the card is not sent there.`,
  );
}

async function insert(
  rows: Rows,
  run: RunBrief,
  ask: CallAsk,
  reached: HumanCall["reached"],
  context: OpenContext,
  card: string | null = null,
): Promise<void> {
  // A card needs a thread to stand in: the run puts a root message first.
  if (run.threadTs === null) throw fail("ROOT_NOT_SHOWN");
  const rule = isByPolicy(ask) ? (context.ruleOf?.(ask) ?? null) : null;
  const waiting = waitingOf(
    ask.args,
    context.now,
    run.requesterTz,
    context.waiting,
    rule?.waiting ?? null,
  );
  const askedIds = new Set(ask.asked.map((one) => one.id));
  const { isRestricted } = context.reach;
  const configured = ask.args.fn === "approve" && !isRestricted ? context.others : [];
  const others = withAway(
    configured.filter((p) => !askedIds.has(p.id)),
    ask.asked,
    isRestricted ? null : rule,
  );
  const blind = blindOf(context.reach, [...ask.asked, ...others], reached, run.requester.id);
  const own: HumanCall = {
    id: ask.id,
    runId: run.id,
    taskId: ask.taskId,
    status: "open",
    args: inWords(ask.args),
    asked: ask.asked,
    others,
    channel: run.channel,
    threadTs: run.threadTs,
    silence: waiting.silence,
    openedAt: context.now,
    deadlineAt: waiting.deadlineAt,
    remindAt: waiting.remindAt,
    remindedAt: null,
    outcome: null,
    decidedBy: null,
    decidedAt: null,
    takenAt: null,
    reached: blind.length > 0 ? { ...reached, blind } : reached,
    added: [],
    ...nextAsked(ask, { ...context, isRestricted }, rule, waiting.escalateAt),
    standIns: rule?.standIns ?? [],
    card,
    need: needOf(ask.args, rule),
    tier: rule?.tier ?? null,
    rule: rule?.says ?? "",
    excluded: rule?.excluded ?? [],
    alike: alikeOf(ask.args, {
      isUsual: rule?.isUsual ?? true,
      requesterId: run.requester.id,
      channel: run.channel,
      scheduleId: await rows.joins.scheduleOf(run.id),
      now: context.now,
      tz: run.requesterTz,
    }),
  };
  const lead = await leadOf(rows, own, context.now);
  const call = lead ? joinedWith(own, lead) : own;
  const names = await filledIn(rows, run, call);
  if (!(await rows.calls.insertIfAbsent(call))) {
    const known = await rows.calls.get(call.id);
    if (known) await reopenCall(rows, run, known, { ...context, names });
    return;
  }
  const votes = await voteOfSaver(rows, call);
  if (lead) await showJobs(rows, lead.id);
  else
    await showCall(rows, run, call, { ...context, names, votes, ...(await held(rows, run, call)) });
  await append(rows.ledger, {
    chain: `run:${run.id}`,
    kind: "call_opened",
    key: `${call.id}:opened`,
    actor: null,
    at: context.now,
    data: {
      call: call.id,
      fn: functionName(call.args),
      asked: call.asked.length,
      // A fact's value is short; the call itself names all.
      first: call.asked[0]?.id ?? null,
      deadline: call.deadlineAt.toISOString(),
      ...(lead ? { with: lead.id } : {}),
      ...(reached.people.length > 0 ? { direct: reached.people.length } : {}),
      ...(call.args.fn === "approve" ? { digest: call.args.digest, round: call.args.round } : {}),
      ...(call.args.fn === "approve" && call.args.post ? { post: call.args.post.digest } : {}),
    },
  });
}

/** How many must say yes: what the call itself wants, and no fewer than the rule. */
function needOf(args: CallArgs, rule: CallRule | null): number {
  const { votes } = functionOf(args);
  return votes ? Math.max(votes.need ?? 1, rule?.need ?? 1) : 1;
}

/** What somebody has a standing rule for is mostly decided before anybody sees it: nobody is pinged for that. */
async function held(
  rows: Pick<HumansRows, "rules">,
  run: RunBrief,
  call: HumanCall,
): Promise<{ newMs?: number }> {
  const stands = await rows.rules.standsFor(run.team, call.alike?.pattern ?? "");
  return stands ? { newMs: HELD_MS } : {};
}

/** Whether the operator's rules are about it; the seconds before a post and where a card goes are our own questions. */
function isByPolicy({ args }: CallAsk): boolean {
  return args.fn !== "release" && !(args.fn === "choose" && args.about === "reach");
}

/** A declared function's question in its own words, so that lists can name it without knowing the function. */
function inWords(args: CallArgs): CallArgs {
  return args.fn === "declared" ? { ...args, ...functionOf(args).words } : args;
}

/** Names of the people who are filled in, as far as they are known here. */
async function filledIn(
  rows: Pick<HumansRows, "people">,
  run: RunBrief,
  call: HumanCall,
): Promise<Record<string, string>> {
  if (call.args.fn !== "answer") return {};
  const names: Record<string, string> = {};
  for (const id of chosenIds(call.args, null)) {
    const person = await rows.people.get(run.team, id);
    if (person) names[id] = person.name;
  }
  return names;
}
