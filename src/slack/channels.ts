import type { WebClient } from "@slack/web-api";
import type { Clock } from "../clock.js";
import { fail } from "../errors.js";
import type { ChannelFacts, Channels } from "../humans/ports.js";
import { createShortMemory } from "./short-memory.js";
import { readFailure } from "./outbound/outcome.js";

/** What was asked about a conversation is believed for this long: rules stand on it. */
const FRESH_MS = 60_000;
const MOST_MEMBERS = 1_000;
const MOST_PAGES = 10;

type Found = NonNullable<Awaited<ReturnType<WebClient["conversations"]["info"]>>["channel"]>;

/** Asks Slack about conversations; what cannot be seen or is too large counts as unknown. */
export function createChannels({ client, clock }: { client: WebClient; clock: Clock }): Channels {
  const nowMs = () => clock.now().getTime();
  const facts = createShortMemory<ChannelFacts | null>(FRESH_MS, nowMs);
  const members = createShortMemory<string[] | null>(FRESH_MS, nowMs);
  const names = createShortMemory<ChannelFacts[]>(FRESH_MS, nowMs);
  const placesOf = createShortMemory<string[]>(FRESH_MS, nowMs);
  // A direct message never gets another id.
  const dms = createShortMemory<string>(Number.POSITIVE_INFINITY, nowMs);

  async function readMembers(channel: string): Promise<string[] | null> {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const answer = await client.conversations.members({ channel, limit: 200, ...at(cursor) });
      ids.push(...(answer.members ?? []));
      cursor = answer.response_metadata?.next_cursor || undefined;
    } while (cursor !== undefined && ids.length <= MOST_MEMBERS);
    return ids.length > MOST_MEMBERS ? null : ids;
  }

  /** The channels of the bot, or of a person as far as the bot may know. */
  async function channelsOf(userId: string | null): Promise<Found[]> {
    const all: Found[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const answer = await client.users.conversations({
        types: "public_channel,private_channel",
        exclude_archived: true,
        limit: 200,
        ...(userId === null ? {} : { user: userId }),
        ...at(cursor),
      });
      all.push(...((answer.channels ?? []) as Found[]));
      cursor = answer.response_metadata?.next_cursor || undefined;
      if (cursor === undefined) break;
    }
    return all;
  }

  async function ownChannels(): Promise<ChannelFacts[]> {
    // Slack leaves `is_member` out of this list, which holds only what the bot is in.
    const read = (await channelsOf(null)).map(factsOf);
    const all = read.flatMap((one) => (one ? [{ ...one, hasBot: true }] : []));
    for (const one of all) facts.put(one.id, one);
    return all;
  }

  const memberIds: Channels["memberIds"] = (channel, maxAgeMs) =>
    members.get(channel, () => orNull(() => readMembers(channel)), maxAgeMs);

  async function isIn(userId: string, channel: string, maxAgeMs?: number): Promise<boolean> {
    const known = await memberIds(channel, maxAgeMs);
    if (known !== null) return known.includes(userId);
    // Too many to name: a person is in fewer channels than such a channel has people.
    const ids = await placesOf.get(
      userId,
      async () => (await orNull(() => channelsOf(userId)))?.map((one) => one.id ?? "") ?? [],
      maxAgeMs,
    );
    return ids.includes(channel);
  }

  return {
    facts: (channel, maxAgeMs) =>
      facts.get(
        channel,
        () =>
          orNull(async () => {
            const { channel: found } = await client.conversations.info({ channel });
            return found ? factsOf(found) : null;
          }),
        maxAgeMs,
      ),
    memberIds,
    isIn,
    dmWith: (userId) =>
      dms.get(userId, async () => {
        try {
          const { channel } = await client.conversations.open({ users: userId });
          if (channel?.id) return channel.id;
        } catch (error) {
          throw refused(error);
        }
        throw fail("SLACK_REFUSED", { detail: "(no_channel)" });
      }),
    async named(name) {
      const wanted = name.replace(/^#/u, "").toLowerCase();
      const all = await names.get("", () => orNull(ownChannels).then((found) => found ?? []));
      return all.find((one) => one.name.toLowerCase() === wanted) ?? null;
    },
  };
}

function at(cursor: string | undefined): { cursor?: string } {
  return cursor === undefined ? {} : { cursor };
}

function factsOf(found: Found): ChannelFacts | null {
  if (!found.id || found.is_archived) return null;
  const isDm = found.is_im === true;
  return {
    id: found.id,
    name: found.name ?? "",
    kind: isDm ? "im" : found.is_mpim ? "mpim" : found.is_private ? "private" : "public",
    isExternal: found.is_ext_shared === true || found.is_pending_ext_shared === true,
    hasBot: isDm || found.is_member === true,
  };
}

/** What Slack will not show is unknown; an outage is one. */
async function orNull<T>(ask: () => Promise<T | null>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (readFailure(error).kind === "final") return null;
    throw refused(error);
  }
}

function refused(error: unknown): Error {
  const { kind, code } = readFailure(error);
  return fail(kind === "final" ? "SLACK_REFUSED" : "SLACK_UNREACHABLE", {
    detail: `(${code})`,
    cause: error,
  });
}
