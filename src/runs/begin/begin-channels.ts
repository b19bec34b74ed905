import type { Clock } from "../../clock.js";
import { fail } from "../../errors.js";
import type { Request } from "../../domain/request.js";
import type { Channels } from "../../humans/ports.js";
import type { Begun, KeptInput } from "./begin.js";
import { goesOnFrom } from "./earlier-answers.js";
import type { FindChannels, FoundChannels } from "./find-channels.js";
import { restrictedWords } from "./restricted.js";

type Begin = (runId: string, request: Request) => Promise<Begun>;

/** What the channels of a request need to be found and shown rightly. */
export interface BeginChannelsDeps {
  findChannels: FindChannels;
  channels: Pick<Channels, "dmWith" | "facts">;
  /** Where an earlier run is shown if it is shown to its requester alone; else null. */
  shownAlone: (runId: string) => Promise<{ channel: string; threadTs: string | null } | null>;
  /** From which channels the words come that a request goes on from. */
  carried: (request: Request) => Promise<string[]>;
  /** When a schedule ran last: from then on is read where its words name no period. */
  lastAt?: (request: Request) => Promise<Date | null>;
  clock: Clock;
}

/**
 * Adds to a run's first step the channels it may read, before anything is read. Where not everybody who reads along
 * could read them, the run is for the requester alone: shown directly, asked and approved by nobody else.
 */
export function withChannels(begin: Begin, deps: BeginChannelsDeps): Begin {
  return async (runId, request) => {
    const begun = await begin(runId, request);
    if (!begun.ok) return begun;
    const { input } = begun;
    const found = await deps.findChannels(request, {
      now: askedAt(request, deps.clock.now()),
      tz: input.graph.tz,
      lastAt: (await deps.lastAt?.(request)) ?? null,
    });
    const from = goesOnFrom(request);
    const earlier = from === null ? null : await deps.shownAlone(from);
    const offered: KeptInput = {
      ...input,
      graph: { ...input.graph, sources: withOffers(input.graph.sources, found.offers) },
      channels: found.channels,
      carried: await deps.carried(request),
    };
    if (found.hidden.length === 0 && earlier === null) return { ...begun, input: offered };
    const { post, result } = offered.notAlone;
    const alone = "Nobody but you may see what this job reads";
    if (result !== "") return refused(`${alone}, and ${result}.`);
    const kept = await restrict(offered, request, found, earlier);
    if (post === "") return { ...begun, input: kept };
    const said = `${alone}, and ${post}. So it is not posted; you get the result.`;
    const notPosted = { ...kept, graph: { ...kept.graph, post: null } };
    return { ...begun, said: [begun.said ?? "", said].join(" ").trim(), input: notPosted };
  };

  async function restrict(
    input: KeptInput,
    request: Request,
    found: FoundChannels,
    earlier: { channel: string; threadTs: string | null } | null,
  ): Promise<KeptInput> {
    const { requester, approval } = input.graph;
    const dm = await deps.channels.dmWith(requester.id);
    // What was restricted once is not asked for by anybody else: their direct message is another one.
    if (earlier !== null && earlier.channel !== dm) throw fail("NOT_FOUND", { detail: "(a job)" });
    const named = [
      ...approval.approvers.filter((one) => one.id !== requester.id).map((one) => one.name),
      ...approval.unresolved.map((one) => one.name),
    ];
    const words = restrictedWords({
      requester: requester.name,
      place: request.isDm ? "" : ((await deps.channels.facts(request.channel))?.name ?? ""),
      hidden: found.hidden,
      hiddenPrivate: found.hiddenPrivate,
      via: request.via,
      named: approval.wanted ? named : [],
    });
    return {
      ...input,
      others: [],
      escalation: null,
      unclear: null,
      restricted: { dm, threadTs: earlier?.threadTs ?? null, ...words },
      graph: {
        ...input.graph,
        approval: { ...approval, approvers: [requester], unresolved: [] },
        people: [requester],
      },
    };
  }
}

/** Channels come after the thread and before what is linked or attached. */
function withOffers(
  sources: KeptInput["graph"]["sources"],
  channels: FoundChannels["offers"],
): KeptInput["graph"]["sources"] {
  const isThread = (one: { kind: string }) => one.kind === "thread";
  return [...sources.filter(isThread), ...channels, ...sources.filter((one) => !isThread(one))];
}

/** Slack's clock may be ahead of ours: what was said before the request was said before it. */
function askedAt(request: Request, now: Date): Date {
  const said = Number((request.messageTs.split("#")[0] ?? "").match(/^\d+\.\d+$/u)?.[0] ?? 0);
  return new Date(Math.max(now.getTime(), said * 1000));
}

function refused(why: string): Begun {
  return {
    ok: false,
    verdict: { allow: false, rule: "policy", why: `${why} Nothing was started.` },
  };
}
