import type { Member, Readers } from "../policy/visibility.js";
import type { Channels, Directory } from "./ports.js";

/** A channel with who can read it. */
export interface ChannelReaders extends Readers {
  /** Without the `#`; empty for a direct message. */
  name: string;
  /** Whether Fermata is in it. */
  hasBot: boolean;
}

/** Finds out who can read a channel; throws `SLACK_UNREACHABLE`. */
export interface FindReaders {
  /** Where something is shown: everybody in it, with what they are. Null: Fermata cannot see it. */
  place(team: string, channel: string, maxAgeMs?: number): Promise<ChannelReaders | null>;
  /** Where something is read: ids only, nobody counts as a guest. Null: Fermata cannot see it. */
  source(channel: string, maxAgeMs?: number): Promise<ChannelReaders | null>;
  /** Whether one person is in it; not known counts as no. */
  isIn: Channels["isIn"];
}

/** Makes the finding of readers over what Slack knows of channels and people. */
export function createFindReaders(deps: {
  channels: Channels;
  directory: Pick<Directory, "people">;
  /** Fermata itself reads everything it shows. */
  botUserId: string;
}): FindReaders {
  const ids = async (channel: string, maxAgeMs?: number) =>
    (await deps.channels.memberIds(channel, maxAgeMs))?.filter((id) => id !== deps.botUserId) ??
    null;

  return {
    isIn: (userId, channel, maxAgeMs) => deps.channels.isIn(userId, channel, maxAgeMs),
    async place(team, channel, maxAgeMs) {
      const facts = await deps.channels.facts(channel);
      if (!facts) return null;
      const known = await ids(channel, maxAgeMs);
      const people = known === null ? null : await deps.directory.people(team, known);
      const members: Member[] | null =
        people
          ?.filter((one) => !one.isDeactivated)
          .map(({ id, isGuest, isStranger }) => ({
            id,
            isGuest,
            isStranger,
          })) ?? null;
      return { ...facts, members };
    },
    async source(channel, maxAgeMs) {
      const facts = await deps.channels.facts(channel);
      if (!facts) return null;
      const known = await ids(channel, maxAgeMs);
      const members = known?.map((id) => ({ id, isGuest: false, isStranger: false })) ?? null;
      return { ...facts, members };
    },
  };
}
