import type { SourceOffer } from "../../domain/agent-io.js";
import type { ChannelSource } from "../../domain/channel-source.js";
import { type ChannelWish, readChannelWishes } from "../../domain/channel-wish.js";
import type { Request } from "../../domain/request.js";
import type { Channels } from "../../humans/ports.js";
import { type Asking, type Leaks, NOT_IN } from "./leaks.js";
import { readPeriod } from "./period.js";

/** More would be more calls to Slack than a job has. */
const MOST_CHANNELS = 3;
const MOST_NAMED = 10;

/** The channels of a request: what may be read, and whether not everybody who reads along could read it. */
export interface FoundChannels {
  offers: SourceOffer[];
  channels: ChannelSource[];
  /** Names of channels that not everybody could read, with `#`. */
  hidden: string[];
  /** One of them is not public. */
  hiddenPrivate: boolean;
}

/** Finds the channels that a request names to be read; throws `SLACK_UNREACHABLE`. */
export type FindChannels = (
  request: Request,
  at: { now: Date; tz: string; lastAt?: Date | null },
) => Promise<FoundChannels>;

/** Makes the finding of channels: a channel is read only if the requester and Fermata are both in it. */
export function createFindChannels(deps: { channels: Channels; leaks: Leaks }): FindChannels {
  const idOf = async (wish: ChannelWish): Promise<string | null> =>
    wish.id ?? (await deps.channels.named(wish.name))?.id ?? null;

  return async (request, at) => {
    const asking = askingOf(request);
    const found: FoundChannels = { offers: [], channels: [], hidden: [], hiddenPrivate: false };
    const period = readPeriod(request.text, at);
    const seen = new Set<string>();
    for (const wish of readChannelWishes(request.text, request.channel).slice(0, MOST_NAMED)) {
      if (wish.here && request.isDm) continue;
      const id = await idOf(wish);
      if (id !== null && seen.has(id)) continue;
      if (id !== null) seen.add(id);
      const offerId = `channel${found.offers.length + 1}`;
      const source = {
        offerId,
        since: period.since.toISOString(),
        until: period.until.toISOString(),
        period: period.words,
      };
      const tooMany = found.channels.length >= MOST_CHANNELS;
      const reach = id === null || tooMany ? null : await deps.leaks.reach(asking, id);
      if (!reach?.ok) {
        const reason = tooMany ? `I read at most ${MOST_CHANNELS} channels at a time` : NOT_IN;
        found.offers.push({ id: offerId, kind: "channel", label: asWritten(wish) });
        found.channels.push({ ...source, channel: null, reason });
        continue;
      }
      const label = reach.source.name === "" ? "this conversation" : `#${reach.source.name}`;
      found.offers.push({ id: offerId, kind: "channel", label });
      found.channels.push({ ...source, channel: reach.source.id, reason: "" });
      if (reach.seen.isOpen) continue;
      found.hidden.push(label);
      if (reach.source.kind !== "public") found.hiddenPrivate = true;
    }
    return found;
  };
}

/** Where a request was asked, for the rules. */
export function askingOf(request: Request): Asking {
  return {
    team: request.team,
    channel: request.channel,
    isDm: request.isDm,
    requesterId: request.userId,
  };
}

/** A channel that is not read is called as it was written: what it is really called is nobody's business here. */
function asWritten(wish: ChannelWish): string {
  if (wish.here) return "this channel";
  return wish.name === "" ? "a channel you named" : `#${wish.name.slice(0, 80)}`;
}
