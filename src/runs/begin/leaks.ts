import type { ChannelReaders, FindReaders } from "../../humans/readers.js";
import { canAllRead, isIn, type Readers, type Visibility } from "../../policy/visibility.js";

/** Where something was asked and by whom. */
export interface Asking {
  team: string;
  channel: string;
  isDm: boolean;
  requesterId: string;
}

/** What may be read of a channel for somebody who asks, and whether everybody who reads along could read it too. */
export type Reach = { ok: true; source: ChannelReaders; seen: Visibility } | { ok: false };

/** Why a channel is not read, in the same words whether there is none or somebody is not in it. */
export const NOT_IN = "I could not see that you and I are both in it";
/** Why a channel is not read after all, though it could be when the job began. */
export const NOT_ALL = "by now not everybody here can read it";

/** Looks, by ids alone, whether a channel may be read for somebody; throws `SLACK_UNREACHABLE`. */
export interface Leaks {
  reach(asking: Asking, channel: string, maxAgeMs?: number): Promise<Reach>;
  /** Whether everybody who reads the place can read all of these channels, as of now. */
  allCanRead(asking: Asking, channels: readonly string[]): Promise<boolean>;
}

/** Makes the look at who could read along. */
export function createLeaks(readers: FindReaders): Leaks {
  const placeOf = async (asking: Asking, maxAgeMs?: number): Promise<Readers> => {
    const { channel, requesterId } = asking;
    if (asking.isDm && channel.startsWith("D")) {
      const members = [{ id: requesterId, isGuest: false, isStranger: false }];
      return { id: channel, kind: "im", isExternal: false, members };
    }
    const found = await readers.place(asking.team, channel, maxAgeMs);
    return found ?? { id: channel, kind: "unknown", isExternal: false, members: null };
  };

  const reach = async (asking: Asking, channel: string, maxAgeMs?: number): Promise<Reach> => {
    const source = await readers.source(channel, maxAgeMs);
    if (!source?.hasBot) return { ok: false };
    // Whoever asks in a channel is in it, and what is said there is read there.
    if (source.id === asking.channel) {
      return { ok: true, source, seen: { isOpen: true, rule: "same" } };
    }
    // The members are known as of just now, unless there are too many to name.
    const isThere =
      source.members === null
        ? await readers.isIn(asking.requesterId, source.id)
        : isIn(asking.requesterId, source);
    if (!isThere) return { ok: false };
    return { ok: true, source, seen: canAllRead(await placeOf(asking, maxAgeMs), source) };
  };

  return {
    reach,
    async allCanRead(asking, channels) {
      const others = channels.filter((one) => one !== asking.channel);
      if (others.length === 0) return true;
      const place = await placeOf(asking, 0);
      for (const channel of others) {
        const source = await readers.source(channel, 0);
        if (!source || !canAllRead(place, source).isOpen) return false;
      }
      return true;
    },
  };
}
