import type { Clock } from "../clock.js";
import type { HumanCall } from "../domain/human-call.js";
import type { Named, Person } from "../domain/person.js";
import type { Alongside, Transact } from "../domain/transact.js";
import type { RunBrief } from "../delivery/run-brief.js";
import { type Presser, tellPresser } from "../delivery/whisper.js";
import { append } from "../ledger/append.js";
import { isColleague, mayDecide, type Verdict } from "../policy/policy.js";
import { askOneMore } from "./ask-one-more.js";
import type { Authoriser } from "./authorise.js";
import { isTimeOver } from "./deadlines.js";
import { lateAnswer } from "./late.js";
import type { HumansRows } from "./ports.js";
import { maySeeSources, needsConsent, outsidersOf, type ReachPlan } from "./reach.js";

/** Somebody who wants somebody else asked; a private answer goes to `channel`. */
export interface DelegateInput extends Presser {
  callId: string;
  team: string;
}

/** "Ask someone else": who may, whom, and where they are reached. */
export interface Delegate<Rows = never> {
  /** Before the form opens: true, or the person was told why not. */
  open(input: DelegateInput): Promise<boolean>;
  /** At the submit, before it is accepted: what is wrong with the choice, or null. */
  check(input: DelegateInput & { userId: string }): Promise<string | null>;
  /** Asks them and says so; whatever comes of it, the person is told. */
  act(input: DelegateInput & Alongside<Rows> & { userId: string }): Promise<void>;
}

type RunOfCall = RunBrief & { status: string };

interface Known {
  actor: Person;
  call: HumanCall;
  run: RunOfCall;
}

const GONE = "That question is not there any more. Nothing was changed.";

/** Makes the one way in which people bring in somebody else. */
export function createDelegate<Rows extends HumansRows>(deps: {
  transact: Transact<Rows>;
  authoriser: Authoriser;
  reach: (run: RunBrief, asked: Named[]) => Promise<ReachPlan>;
  /** Whether a rule of the operator lets this person decide; asks Slack. */
  mayAlso: (call: HumanCall, person: Person) => Promise<Verdict>;
  clock: Clock;
}): Delegate<Rows> {
  const tell = (input: DelegateInput & Alongside<Rows>, text: string) =>
    deps.transact(async (rows) => {
      await input.alongside?.(rows);
      await tellPresser(rows, input, text);
    });

  async function look(input: DelegateInput): Promise<Known | string> {
    const actor = await deps.authoriser.person(input.team, input.actor);
    return deps.transact(async (rows) => {
      const call = await rows.calls.get(input.callId);
      const run = call && (await rows.runs.summary(call.runId));
      if (!call || !run || run.team !== input.team) return GONE;
      const isHere = call.channel === input.channel;
      return (
        mayDelegate(actor, call, run, { now: deps.clock.now(), isHere }) ?? { actor, call, run }
      );
    });
  }

  /** Whom, and whether it goes to them directly; or what is in the way. */
  async function choose(
    known: Known,
    team: string,
    userId: string,
  ): Promise<{ who: Named; direct: boolean; place: string } | string> {
    const { actor, call, run } = known;
    const person = await deps.authoriser.person(team, userId);
    if (!isColleague(person).allow) return "Choose a colleague: guests and apps cannot decide.";
    const who = { id: person.id, name: person.name };
    if (call.asked.some((one) => one.id === who.id)) return `${who.name} is asked already.`;
    if (call.excluded.includes(who.id))
      return `${who.name} cannot decide this${call.rule === "" ? "" : `: ${call.rule}`}.`;
    const ruled = await deps.mayAlso(call, person);
    if (!ruled.allow) return ruled.why;
    const plan = await deps.reach(run, [who]);
    if (plan.isRestricted || call.reached.closed)
      return `This job read what not everybody may read, so only ${run.requester.name} decides.`;
    const direct = outsidersOf(plan, [who], run.requester.id).length > 0;
    if (direct && !maySeeSources(plan, who))
      return `${who.name} cannot read everything that this job read, so it is not sent there.`;
    if (direct && needsConsent(plan) && actor.id !== run.requester.id)
      return `${who.name} is not in here. Only ${run.requester.name} can send it to somebody outside.`;
    return { who, direct, place: plan.place };
  }

  return {
    async open(input) {
      const known = await look(input);
      if (typeof known !== "string") return true;
      await tell(input, known);
      return false;
    },
    async check(input) {
      const known = await look(input);
      const chosen =
        typeof known === "string" ? known : await choose(known, input.team, input.userId);
      return typeof chosen === "string" ? chosen : null;
    },
    async act(input) {
      const known = await look(input);
      if (typeof known === "string") return tell(input, known);
      const chosen = await choose(known, input.team, input.userId);
      if (typeof chosen === "string") return tell(input, chosen);
      await deps.transact(async (rows) => {
        await input.alongside?.(rows);
        await tellPresser(rows, input, await delegate(rows, known, chosen, deps.clock.now()));
      });
    },
  };
}

/** Why somebody may not ask others about this call, or null. */
function mayDelegate(
  actor: Person,
  call: HumanCall,
  run: RunOfCall,
  { now, isHere }: { now: Date; isHere: boolean },
): string | null {
  const isRequester = actor.id === run.requester.id && isColleague(actor).allow;
  const verdict = mayDecide(actor, call);
  // Who is asked is told only where the card stands.
  if (!verdict.allow && !isRequester) return isHere ? verdict.why : GONE;
  if (call.args.fn === "choose" && call.args.about === "reach")
    return `Only ${run.requester.name} can answer this. Nothing was changed.`;
  if (call.status !== "open") return lateAnswer(call, actor, now);
  if (isTimeOver(call, run, now)) return lateAnswer({ ...call, status: "expired" }, actor, now);
  return null;
}

async function delegate(
  rows: HumansRows,
  { actor, call: seen, run }: Known,
  chosen: { who: Named; direct: boolean; place: string },
  now: Date,
): Promise<string> {
  const call = await rows.calls.lockOpen(seen.id);
  const { who } = chosen;
  if (!call) return lateAnswer((await rows.calls.get(seen.id)) ?? seen, actor, now);
  const by = { id: actor.id, name: actor.name };
  if (!(await askOneMore(rows, call, { ...chosen, by, now })))
    return `${who.name} is asked already.`;
  await append(rows.ledger, {
    chain: `run:${run.id}`,
    kind: "call_delegated",
    key: `${call.id}:delegated:${who.id}`,
    actor: actor.id,
    at: now,
    data: { call: call.id, to: who.id, direct: chosen.direct },
  });
  return chosen.direct
    ? `${who.name} is asked too, in a direct message.`
    : `${who.name} is asked too.`;
}
