import { z } from "zod";
import type { RequestInput } from "../../../graphs/ports.js";
import { readAskedPeople } from "../../domain/asked-people.js";
import { readApprovalWish } from "../../domain/asks-approval.js";
import { ChannelSource } from "../../domain/channel-source.js";
import { matchName } from "../../domain/match-names.js";
import { Named, type Person } from "../../domain/person.js";
import type { Request } from "../../domain/request.js";
import type { SourceOffer } from "../../domain/agent-io.js";
import type { Authoriser } from "../../humans/authorise.js";
import { Escalation } from "../../humans/escalate.js";
import type { Reads } from "../../humans/reach.js";
import type { Channels, Directory } from "../../humans/ports.js";
import { readNextPerson } from "./next-person.js";
import { isColleague, mayStart, type Verdict } from "../../policy/policy.js";
import type { Rulings } from "../rulings.js";
import { Restricted } from "./restricted.js";
import { createPostTarget } from "./post-target.js";
import { whoApproves } from "./who-approves.js";

/** What a run starts with, kept in its row so that a restart starts the same. */
export const KeptInput = z.object({
  graph: z.custom<RequestInput>((value) => typeof value === "object" && value !== null),
  /** Who else may approve, by the operator's rules. */
  others: z.array(Named),
  /** The channels among what may be read. */
  channels: z.array(ChannelSource).default([]),
  /** Ids of channels that the jobs had read which this one changes or goes on from: their words may be in it too. */
  carried: z.array(z.string()).default([]),
  /** Set: it is shown to the requester alone. */
  restricted: Restricted.nullable().default(null),
  /** What the operator's policy has to know when it is asked again. */
  asking: z
    .object({ named: z.array(z.string()), wanted: z.boolean() })
    .default({ named: [], wanted: false }),
  /** Why the requester alone cannot release a post, or the result; "" if they can. */
  notAlone: z.object({ post: z.string(), result: z.string() }).default({ post: "", result: "" }),
  /** Who is asked next, and when, if the request says so; `unclear` is a name that fits nobody or several. */
  escalation: Escalation.nullish(),
  unclear: z.string().nullish(),
});
export type KeptInput = z.infer<typeof KeptInput>;

/** What a run's row keeps of its start; null before there is any. */
export function readKept(kept: string | null): KeptInput | null {
  return kept === null ? null : KeptInput.parse(JSON.parse(kept));
}

/** From which channels a run reads, and whether only its requester may see it. */
export function readsOf(kept: KeptInput | null): Reads {
  const own = (kept?.channels ?? []).flatMap((one) => one.channel ?? []);
  const channels = [...new Set([...own, ...(kept?.carried ?? [])])];
  return { channels, isRestricted: kept !== null && kept.restricted !== null };
}

/** What the first step of a run found: it may not start, or with what it starts. */
export type Begun =
  | { ok: false; verdict: Verdict & { allow: false } }
  | {
      ok: true;
      input: KeptInput;
      /** What the requester must hear at once; "" if nothing. */
      said?: string;
    };

/** Makes the first step of a run: who asks, who must approve, what may be read; all by rule. */
export function createBegin(deps: {
  authoriser: Authoriser;
  directory: Directory;
  channels: Channels;
  rulings: Pick<Rulings, "of">;
  limits: RequestInput["limits"];
  offersOf: (request: Request) => SourceOffer[];
}): (runId: string, request: Request) => Promise<Begun> {
  const postTarget = createPostTarget(deps);
  return async (runId, request) => {
    const person = await deps.authoriser.person(request.team, request.userId);
    const verdict = mayStart(person);
    if (!verdict.allow) return { ok: false, verdict };
    const requester = named(person);
    const wish = readApprovalWish(request.text);
    const toAsk = readAskedPeople(request.text);
    const members =
      wish.names.length + toAsk.names.length > 0
        ? await deps.directory.members(request.team, request.channel)
        : [];
    const byName = (names: string[]) =>
      names.map((name) => ({ name, candidates: matchName(name, members) }));
    const [mentioned, cannot] = await people(deps, request.team, wish.userIds);
    const resolved = theOne(byName(wish.names));
    // A guest or an app can decide nothing: the requester says who can.
    const unresolved = [
      ...byName(wish.names).filter((one) => one.candidates.length !== 1),
      ...cannot.map((one) => ({ name: one.name, candidates: [] })),
    ];
    const [questioned] = await people(deps, request.team, toAsk.userIds);
    const target = await postTarget({ ...request, requester: named(person) });
    const approval = await whoApproves(deps.rulings, {
      request,
      requester: person,
      named: [...mentioned, ...resolved],
      unresolved,
      wish,
      target,
    });
    if (!approval.ok) return approval;
    const { graph, kept, said } = approval;
    return {
      ok: true,
      said,
      input: {
        graph: {
          runId,
          goal: request.text,
          requester,
          tz: person.tz,
          sources: deps.offersOf(request),
          ...graph,
          people: uniqueById(
            [person, ...mentioned, ...resolved, ...questioned, ...theOne(byName(toAsk.names))].map(
              named,
            ),
          ),
          limits: deps.limits,
        },
        ...kept,
        channels: [],
        carried: [],
        restricted: null,
        ...(await readNextPerson(deps, request, graph.approval.wanted)),
      },
    };
  };
}

function named(person: Person): Named {
  return { id: person.id, name: person.name };
}

/** The people behind ids: those who can decide something, and those who cannot. */
async function people(
  deps: { authoriser: Authoriser },
  team: string,
  ids: string[],
): Promise<[Person[], Person[]]> {
  const found = await Promise.all(ids.map((id) => deps.authoriser.person(team, id)));
  const can = (person: Person) => isColleague(person).allow;
  return [found.filter(can), found.filter((one) => !can(one))];
}

function theOne(names: { candidates: Person[] }[]): Person[] {
  return names.flatMap((one) => (one.candidates.length === 1 ? one.candidates : []));
}

function uniqueById(list: Named[]): Named[] {
  return [...new Map(list.map((one) => [one.id, one])).values()];
}
