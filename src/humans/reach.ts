import type { Reached } from "../domain/human-call.js";
import type { Named } from "../domain/person.js";
import type { RunBrief } from "../delivery/run-brief.js";
import type { Channels } from "./ports.js";

/** More people than this are not written to one by one where nobody knows who is in the channel. */
const MOST_UNKNOWN = 5;

/** Who can read a job's cards where they stand; asked of Slack before the transaction that opens calls. */
export interface ReachPlan {
  /** The place in words, e.g. `#launch`; a private one is not named. */
  place: string;
  kind: "public" | "private" | "im" | "mpim";
  /** Only the requester may see it: nobody else is asked. */
  isRestricted: boolean;
  /** Ids of those who are in it; null: not known. */
  members: ReadonlySet<string> | null;
  /** Who can read each channel that the job reads and that is not public; null: not known. */
  sources: (ReadonlySet<string> | null)[];
}

/** What a job reads from, as its first step found it. */
export interface Reads {
  /** Ids of channels. */
  channels: string[];
  /** Whether it is for the requester alone. */
  isRestricted: boolean;
}

/** Makes the look at who can read a job's cards; throws `SLACK_UNREACHABLE`. */
export function createReach(deps: {
  channels: Pick<Channels, "facts" | "memberIds">;
  reads: (runId: string) => Promise<Reads>;
}): (run: RunBrief, asked: Named[]) => Promise<ReachPlan> {
  return async (run, asked) => {
    const reads = await deps.reads(run.id);
    const base = { place: "", kind: "public" as const, sources: [] };
    // Who asked is there: most questions go to them alone, and cost no look.
    const isMoved = run.channel !== run.origin.channel;
    if (!isMoved && asked.every((one) => one.id === run.requester.id))
      return { ...base, isRestricted: reads.isRestricted, members: new Set([run.requester.id]) };
    const facts = await deps.channels.facts(run.channel);
    const kind = facts?.kind ?? "private";
    const members = await deps.channels.memberIds(run.channel);
    return {
      place: placeOf(kind, facts?.name ?? "", run),
      kind,
      isRestricted: reads.isRestricted || (isMoved && kind === "im"),
      members: members && new Set(members),
      sources: await readersOf(reads.channels.filter((one) => one !== run.origin.channel)),
    };
  };

  async function readersOf(ids: string[]): Promise<ReachPlan["sources"]> {
    const all: ReachPlan["sources"] = [];
    for (const id of ids) {
      // What every colleague can open is closed to none of them.
      if ((await deps.channels.facts(id))?.kind === "public") continue;
      const members = await deps.channels.memberIds(id);
      all.push(members && new Set(members));
    }
    return all;
  }
}

/** Whether somebody can read all that the job reads; who is not known to, cannot. */
export function maySeeSources(plan: ReachPlan, who: Named): boolean {
  return plan.sources.every((readers) => readers?.has(who.id) === true);
}

/** Those who cannot read a card where it stands; who is asked is one of those if nobody knows. */
export function outsidersOf(plan: ReachPlan, asked: Named[], requesterId: string): Named[] {
  const { members } = plan;
  const outside = asked.filter((one) => one.id !== requesterId && !members?.has(one.id));
  return members === null && plan.kind === "public" && outside.length > MOST_UNKNOWN ? [] : outside;
}

/** Ids of those who may decide, but can read a card nowhere: not where it stands, and no copy is sent to them. */
export function blindOf(
  plan: ReachPlan,
  people: readonly Named[],
  reached: Reached,
  requesterId: string,
): string[] {
  const isBlind = (one: Named) =>
    one.id !== requesterId &&
    !plan.members?.has(one.id) &&
    !reached.people.some((sent) => sent.id === one.id) &&
    (needsConsent(plan) || !maySeeSources(plan, one));
  return people.filter(isBlind).map((one) => one.id);
}

/** Whether what is asked here may only be shown elsewhere if the requester agrees. */
export function needsConsent(plan: ReachPlan): boolean {
  return plan.kind !== "public";
}

/** Who is reached in a direct message. */
export function reachedOf(plan: ReachPlan, people: Named[]): Reached {
  return { people, place: people.length > 0 ? plan.place : "" };
}

function placeOf(kind: ReachPlan["kind"], name: string, run: RunBrief): string {
  if (kind === "public") return name === "" ? "another channel" : `#${name}`;
  if (kind === "private") return "a private channel";
  return kind === "im"
    ? `a direct message with ${run.requester.name}`
    : `a group message with ${run.requester.name}`;
}
