import type { HumanCall } from "../domain/human-call.js";
import type { Person } from "../domain/person.js";
import type { Ballot, Vote } from "../domain/vote.js";
import { reshowCard } from "../delivery/cards.js";
import { append } from "../ledger/append.js";
import { mayDecide } from "../policy/policy.js";
import type { Authoriser } from "./authorise.js";
import { conclude, type Conclusion } from "./conclude.js";
import { functionOf } from "./functions/registry.js";
import type { MayStillDecide } from "./may-still-decide.js";
import type { HumansRows } from "./ports.js";
import { votesOn } from "./show-call.js";
import { type Tally, tally } from "./votes-tally.js";
import { allOf, voteAnswer } from "./votes-words.js";

/**
 * Looks anew at who has voted on a call that several decide: gives the ids of those who may not decide any more, as
 * they are now and by the rules of today. Asks Slack, so never inside a transaction; throws `SLACK_UNREACHABLE`.
 */
export async function readVotersAnew(
  deps: {
    transact: <T>(work: (rows: Pick<HumansRows, "votes">) => Promise<T>) => Promise<T>;
    authoriser: Authoriser;
    mayStill: MayStillDecide;
  },
  { callId, team, actor }: { callId: string; team: string; actor: string },
  call: HumanCall | null,
): Promise<Set<string>> {
  const votes = await deps.transact((rows) => rows.votes.ofCall(callId));
  const gone = new Set<string>();
  for (const { userId } of votes) {
    if (userId === actor) continue;
    await deps.authoriser.personNow(team, userId);
    const { verdict } = await deps.mayStill({ team, userId }, call);
    if (!verdict?.allow) gone.add(userId);
  }
  return gone;
}

/**
 * Takes a vote in: one a person, changed until it is decided. Gives what the person reads, or null if the call was not
 * open any more. With enough of them it is decided in the same transaction.
 */
export async function takeVote(
  rows: HumansRows,
  seen: HumanCall,
  ballot: Ballot,
  cast: Omit<Conclusion, "outcome" | "by" | "actors"> & {
    key: string;
    person: Person;
    /** Ids of people who voted and may not decide any more. */
    gone: ReadonlySet<string>;
  },
): Promise<{ answer: string; isDecided: boolean } | null> {
  const call = await rows.calls.lockOpen(seen.id);
  const together = call && functionOf(call.args).votes;
  if (!call || !together) return null;
  const { person, now } = cast;
  const before = (await rows.votes.ofCall(call.id)).find(isCounted(together, person.id)) ?? null;
  const vote: Vote = {
    ...ballot,
    callId: call.id,
    userId: person.id,
    userName: person.name,
    about: together.digest,
    // Who says the same again said it when they said it first.
    at: before?.isYes === ballot.isYes ? before.at : now,
  };
  await rows.votes.put(vote);
  await append(rows.ledger, {
    chain: `run:${call.runId}`,
    kind: "vote_cast",
    key: `${call.id}:vote:${cast.key}`,
    actor: person.id,
    at: now,
    data: { call: call.id, isYes: vote.isYes },
  });
  const votes = await rows.votes.ofCall(call.id);
  const count = await countVotes(rows, call, votes, { together, team: cast.team, gone: cast.gone });
  const answer = voteAnswer(vote, before, count, call.need);
  if (count.verdict === "open") {
    await reshowCard(rows, call, votesOn(call, [...count.yes, ...count.no]));
    return { answer, isDecided: false };
  }
  const isYes = count.verdict === "yes";
  const winners = isYes ? count.yes : count.no;
  const names = winners.map((one) => one.userName);
  const counted = [...count.yes, ...count.no].sort((a, b) => a.at.getTime() - b.at.getTime());
  const isDecided = await conclude(rows, call, {
    ...cast,
    outcome: together.outcome(counted, isYes),
    by: { id: person.id, name: allOf(names) || person.name },
    actors: count.yes.map((one) => one.userId),
    texts: { ...cast.texts, votes: counted },
    counts: { yes: count.yes.length, no: count.no.length, need: call.need },
  });
  return { answer, isDecided };
}

/** How the votes on a call stand, by the people as we know them now. */
async function countVotes(
  rows: Pick<HumansRows, "people">,
  call: HumanCall,
  votes: Vote[],
  { together, team, gone }: { together: Bound; team: string; gone: ReadonlySet<string> },
): Promise<Tally> {
  const people = [...call.asked, ...call.others].map((one) => one.id);
  const known = new Map<string, Person>();
  for (const id of people) {
    const person = await rows.people.get(team, id);
    if (person) known.set(id, person);
  }
  return tally({
    need: call.need,
    votes,
    about: together.digest,
    people,
    mayDecide(id) {
      if (gone.has(id)) return false;
      const person = known.get(id);
      // Whom we never saw has not voted: they may, as far as the call says.
      return person ? mayDecide(person, call).allow : !call.excluded.includes(id);
    },
  });
}

type Bound = NonNullable<ReturnType<typeof functionOf>["votes"]>;

function isCounted(together: Bound, userId: string): (vote: Vote) => boolean {
  return (vote) => vote.userId === userId && vote.about === together.digest;
}
