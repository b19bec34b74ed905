import type { WebClient } from "@slack/web-api";
import { EventEnvelope } from "./envelope.js";
import { readEvent, type Self } from "./read-event.js";

const LATE =
  "I cannot save anything right now. I start on your message as soon as I can again; there is no need to repeat it.";
const NOT_TAKEN =
  "I cannot save anything right now, so this was not taken. Press it again in a minute.";

/** Where one person reads something that only they see. */
export interface PrivatePlace {
  userId: string;
  channel: string;
  threadTs: string | null;
}

/**
 * Tells people directly what the outbox cannot, because it is in the database that is away. Nothing of it is kept: it is
 * said once, or not at all.
 */
export function createTellLate(client: WebClient, self: Self) {
  const say = async ({ userId, channel, threadTs }: PrivatePlace, text: string) => {
    await client.chat.postEphemeral({
      channel,
      user: userId,
      text,
      ...(threadTs === null ? {} : { thread_ts: threadTs }),
    });
  };
  return {
    /** To whoever addressed us; anybody else in a thread may have meant somebody else. */
    async event(body: unknown): Promise<void> {
      const envelope = EventEnvelope.safeParse(body);
      const meaning = readEvent(body, self);
      if (!envelope.success || meaning?.kind !== "message" || meaning.incoming.edited) return;
      const { kind, userId, channel, threadTs } = meaning.incoming;
      // Slack brings a mention twice, as a message of the channel and as a mention.
      const addressed = kind === "dm" || envelope.data.event.type === "app_mention";
      if (addressed) await say({ userId, channel, threadTs }, LATE);
    },
    /** To whoever pressed something; where that has no channel, as in Home, between the two of us. */
    async press(place: PrivatePlace): Promise<void> {
      if (place.channel !== "") return say(place, NOT_TAKEN);
      const { channel } = await client.conversations.open({ users: place.userId });
      if (channel?.id) await say({ ...place, channel: channel.id, threadTs: null }, NOT_TAKEN);
    },
  };
}
