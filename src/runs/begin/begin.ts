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
import {
  approversOf,
  isColleague,
  mayStart,
  type PolicySettings,
  type Verdict,
} from "../../policy/policy.js";
import { Restricted } from "./restricted.js";
import { createPostTarget } from "./post-target.js";

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
  policy: PolicySettings;
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
      names.map((name) => ({ name, candidates: matchName(name, members).map(named) }));
    const [mentioned, cannot] = await people(deps, request.team, wish.userIds);
    const resolved = theOne(byName(wish.names));
    // A guest or an app can decide nothing: the requester says who can.
    const unresolved = [
      ...byName(wish.names).filter((one) => one.candidates.length !== 1),
      ...cannot.map((one) => ({ name: one.name, candidates: [] })),
    ];
    const [configured] = await people(deps, request.team, deps.policy.approvers);
    const [questioned] = await people(deps, request.team, toAsk.userIds);
    const picked = approversOf({
      requester,
      named: [...mentioned, ...resolved],
      // Naming oneself is as good as "ask me".
      askMe: wish.askMe || [...mentioned, ...resolved].some((one) => one.id === requester.id),
      configured,
    });
    // While a name is open, nobody stands in for that person: the requester says who it is.
    const asked =
      unresolved.length > 0 && resolved.length + mentioned.length === 0 ? [] : picked.asked;
    const { post, said } = await postTarget({ ...request, requester });
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
          approval: {
            wanted: wish.wanted || deps.policy.approvers.length > 0,
            approvers: asked,
            unresolved,
          },
          people: uniqueById([
            requester,
            ...mentioned,
            ...resolved,
            ...questioned,
            ...theOne(byName(toAsk.names)),
          ]),
          limits: deps.limits,
          post,
        },
        others: picked.others,
        channels: [],
        carried: [],
        restricted: null,
        ...(await readNextPerson(deps, request, deps.policy.approvers.length > 0)),
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
): Promise<[Named[], Named[]]> {
  const found = await Promise.all(ids.map((id) => deps.authoriser.person(team, id)));
  const can = (person: Person) => isColleague(person).allow;
  return [found.filter(can).map(named), found.filter((one) => !can(one)).map(named)];
}

function theOne(names: { candidates: Named[] }[]): Named[] {
  return names.flatMap((one) => (one.candidates.length === 1 ? one.candidates : []));
}

function uniqueById(list: Named[]): Named[] {
  return [...new Map(list.map((one) => [one.id, one])).values()];
}
