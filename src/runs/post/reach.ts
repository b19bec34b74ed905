import type { ChannelFacts } from "../../humans/ports.js";
import type { FindReaders } from "../../humans/readers.js";
import { canAllRead, newReaders } from "../../policy/visibility.js";

/** Who will see a post that could not see what it was made of, in a sentence; by rule on members, asked of Slack. */
export type ReachOf = (
  from: { team: string; channels: readonly string[] },
  target: ChannelFacts,
) => Promise<string>;

/** What is said of a place that shows a post to nobody who could not see it before. */
export const plainReach = (target: Pick<ChannelFacts, "name">) =>
  `Everybody in #${target.name} will see it.`;

/** Makes the sentence about who a post reaches. */
export function createReachOf(readers: FindReaders): ReachOf {
  return async ({ team, channels }, target) => {
    const outside = target.isExternal ? " People of another organisation are in it." : "";
    const everybody = plainReach(target);
    const place = await readers.place(team, target.id);
    if (!place) return `${everybody}${outside}`;
    const sources = await Promise.all([...new Set(channels)].map((id) => readers.source(id)));
    const fresh = newReaders(
      place,
      sources.flatMap((source) => source ?? []),
    );
    return `${fresh || everybody}${outside}`;
  };
}

/** Whether everybody in a channel could read all of these places; where that is not known, they could not. */
export type CouldRead = (
  from: { team: string; channels: readonly string[] },
  target: string,
) => Promise<boolean>;

/** Makes the look whether a post shows anything new to anybody; asks Slack anew. */
export function createCouldRead(readers: FindReaders): CouldRead {
  return async ({ team, channels }, target) => {
    const place = await readers.place(team, target, 0);
    if (!place || channels.length === 0) return false;
    for (const id of channels) {
      const source = await readers.source(id, 0);
      if (!source || !canAllRead(place, source).isOpen) return false;
    }
    return true;
  };
}
