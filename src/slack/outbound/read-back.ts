import type { WebClient } from "@slack/web-api";

/** A message of ours that was found again; `version` is the one it was posted with. */
export interface Found {
  ts: string;
  version: number;
}

export const eventType = "fermata_post";

/** What marks a post as ours: readable by everybody in the workspace, so ids only. */
export function postMetadata(key: string, version: number) {
  return { event_type: eventType, event_payload: { key, version } };
}

/** 5,000 messages since the post was tried: beyond that nobody can tell by reading. */
const pages = 25;

/** There is more than can be read through, so it is not known whether the message is there. */
export class TooMuchToRead extends Error {
  override readonly name = "TooMuchToRead";
}

/** Looks for a message of ours by its key; see `findMessage`. */
export async function readBack(
  client: WebClient,
  botId: string,
  where: { channel: string; threadTs: string | null; key: string; since: Date },
): Promise<Found | null> {
  return findMessage(client, where, (message) => {
    const version = versionOf(message, botId, where.key);
    return version !== null && message.ts ? { ts: message.ts, version } : undefined;
  });
}

type Read = NonNullable<Awaited<ReturnType<WebClient["conversations"]["replies"]>>["messages"]>[0];

/**
 * Looks for what `pick` finds in a message, in its thread or, for a root, in its channel, from a minute before the row
 * was written. Throws the client's errors, and `TooMuchToRead`.
 */
export async function findMessage<T>(
  client: WebClient,
  where: { channel: string; threadTs: string | null; since: Date },
  pick: (message: Read) => T | undefined,
): Promise<T | null> {
  const oldest = String(Math.floor(where.since.getTime() / 1000) - 60);
  let cursor: string | undefined;
  for (let page = 0; page < pages; page += 1) {
    const query = {
      channel: where.channel,
      oldest,
      limit: 200,
      include_all_metadata: true,
      ...(cursor === undefined ? {} : { cursor }),
    };
    const answer =
      where.threadTs === null
        ? await client.conversations.history(query)
        : await client.conversations.replies({ ...query, ts: where.threadTs });
    for (const message of (answer.messages ?? []) as Read[]) {
      const found = pick(message);
      if (found !== undefined) return found;
    }
    cursor = answer.response_metadata?.next_cursor || undefined;
    if (cursor === undefined) return null;
  }
  throw new TooMuchToRead("Too many messages to find one.");
}

function versionOf(
  message: { bot_id?: string; metadata?: { event_type?: string; event_payload?: object } },
  botId: string,
  key: string,
): number | null {
  const payload = message.metadata?.event_payload;
  if (message.bot_id !== botId || message.metadata?.event_type !== eventType) return null;
  if (!payload || !("key" in payload) || payload.key !== key) return null;
  return "version" in payload && typeof payload.version === "number" ? payload.version : 0;
}
