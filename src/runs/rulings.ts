import type { Clock } from "../clock.js";
import type { RunBrief } from "../delivery/run-brief.js";
import type { CallArgs, CallAsk } from "../domain/human-call.js";
import type { Act } from "../domain/policy-file.js";
import type { Named, Person } from "../domain/person.js";
import type { Authoriser } from "../humans/authorise.js";
import { functionOf } from "../humans/functions/registry.js";
import type { Channels } from "../humans/ports.js";
import { evaluate } from "../policy/evaluate.js";
import type { Evaluation, Policy, PolicyAsk } from "../policy/evaluation.js";
import type { ApproverSets } from "../policy/ports.js";
import { peopleNeeded } from "../policy/rule-for.js";

/** What is to be decided, and for whom. */
export interface About {
  act: Act;
  team: string;
  channel: string;
  /** Without the `#`; where Slack does not tell. */
  channelName: string;
  requester: Person;
  named: readonly Person[];
  wanted: boolean;
  hasDefaults?: boolean;
}

/** As of when: `anew` asks Slack at the moment of an effect; `now` is the time of a decision, else this moment. */
export interface AsOf {
  anew?: boolean;
  now?: Date;
}

/** What the policy needs to know of a job beyond its calls, kept with its start. */
export interface Asking {
  /** Ids of those whom the request names to decide. */
  named: string[];
  /** Whether the request itself wants an approval. */
  wanted: boolean;
}

/** What the operator's policy says; asks Slack where a rule names groups or channels, so never in a transaction. */
export interface Rulings {
  of(about: About, asOf?: AsOf): Promise<Evaluation>;
  /** About a call that is asked, or was; null: no rule is about such a call. */
  ofCall(
    run: RunBrief,
    call: Pick<CallAsk, "args" | "asked" | "onCardOf">,
    asking: Asking,
    asOf?: AsOf,
  ): Promise<Evaluation | null>;
}

/** Makes the one place where the policy meets what Slack knows. Throws `SLACK_UNREACHABLE`. */
export function createRulings(deps: {
  policy: Policy;
  sets: ApproverSets;
  channels: Pick<Channels, "facts">;
  authoriser: Pick<Authoriser, "person">;
  clock: Clock;
}): Rulings {
  const hasRules = (act: Act) => deps.policy.file.rules.some(({ when }) => when.act === act);

  const of: Rulings["of"] = async (about, { anew = false, now = deps.clock.now() } = {}) => {
    const { act, channel, channelName, named, requester, team, wanted } = about;
    // Only a rule of the file looks at the place.
    const facts = hasRules(act) ? await deps.channels.facts(channel, anew ? 0 : undefined) : null;
    const ask: PolicyAsk = {
      act,
      target: {
        channel,
        channelName: facts?.name ?? channelName,
        // What cannot be seen counts as what needs more.
        isShared: facts?.isExternal ?? true,
        isPrivate: facts ? facts.kind !== "public" : true,
      },
      requester,
      named,
      wanted,
      now,
      ...(about.hasDefaults === undefined ? {} : { hasDefaults: about.hasDefaults }),
    };
    const needed = peopleNeeded(deps.policy, ask);
    return evaluate(deps.policy, ask, await deps.sets.people(needed, { team, channel, now, anew }));
  };

  const persons = (team: string, ids: readonly string[]) =>
    Promise.all([...new Set(ids)].map((id) => deps.authoriser.person(team, id)));

  return {
    of,
    async ofCall(run, call, asking, asOf) {
      const act = actOf(call.args);
      if (act === null || (act === "question" && !hasRules("question"))) return null;
      const { team } = run;
      const asked = call.asked.map((one) => one.id);
      const [requester] = await persons(team, [run.requester.id]);
      if (!requester) return null;
      const { args } = call;
      const place = placeOf(args);
      const about: About = {
        act,
        team,
        channel: place?.channel ?? run.origin.channel,
        channelName: place?.channelName ?? "",
        requester,
        // Whom somebody chose for it counts as named.
        named: await persons(team, act === "question" ? asked : [...asking.named, ...asked]),
        wanted: asking.wanted || isAskedAgain(call),
        ...(act === "question" && { hasDefaults: functionOf(args).hasDefaults }),
      };
      const said = await of(about, asOf);
      return act === "question" && (said.kind !== "call" || said.rule.isBuiltIn) ? null : said;
    },
  };
}

/** A rule lets the first version go by itself; once something stood in the way, somebody looks at it. */
function isAskedAgain({ args, onCardOf }: Pick<CallAsk, "args" | "onCardOf">): boolean {
  return onCardOf !== undefined || (args.fn === "approve" && args.objections.length > 0);
}

function actOf(args: CallArgs): Act | null {
  if (args.fn === "release") return "post";
  if (args.fn === "approve") return args.post ? "post" : "result";
  // Whether a card may leave its place, and how much a job may spend, is for whoever asked.
  if (args.fn === "choose" && (args.about === "reach" || args.budget)) return null;
  return "question";
}

function placeOf(args: CallArgs): { channel: string; channelName: string } | null {
  if (args.fn === "release") return args;
  return args.fn === "approve" ? (args.post ?? null) : null;
}

/** Whether somebody's word alone is enough. */
export function isEnough(said: Evaluation, who: Named): boolean {
  if (said.kind !== "call") return said.kind === "allow";
  if (said.excluded.includes(who.id) || said.need > 1) return false;
  return said.rule.isBuiltIn || [...said.ask, ...said.others].some((one) => one.id === who.id);
}

/** A call as it is asked by what the policy says. */
export function askedBy(ask: CallAsk, said: Evaluation | null, requester: Named): CallAsk {
  if (!said || ask.args.fn === "release") return ask;
  if (said.kind === "call")
    return { ...ask, asked: said.ask.map(({ id, name }) => ({ id, name })) };
  return { ...ask, asked: said.kind === "allow" ? [requester] : [] };
}
