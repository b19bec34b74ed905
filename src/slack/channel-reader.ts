import type { WebClient } from "@slack/web-api";
import { fail } from "../errors.js";
import type { Directory } from "../humans/ports.js";
import { readFailure } from "./outbound/outcome.js";
import { decodeMrkdwn, mentionedIds } from "./text/decode.js";
import type { ReadMessage } from "./thread-reader.js";

type Message = NonNullable<
  Awaited<ReturnType<WebClient["conversations"]["history"]>>["messages"]
>[number];

const PAGE = 200;
/** Who came, went or changed the topic. */
const NOT_SAID = /^(?:channel|group)_/;

/** What is read of a channel: instants, and how much at most. */
export interface ChannelSlice {
  since: Date;
  until: Date;
  mostMessages: number;
  /** Threads whose replies are read, the newest ones; each is a call to Slack. */
  mostThreads: number;
}

/** A channel's messages with the replies under them, oldest first. */
export interface ReadChannelResult {
  messages: (ReadMessage & { isReply: boolean })[];
  /** Older messages of the period were left out. */
  isCut: boolean;
  /** Threads whose replies were left out. */
  threadsLeftOut: number;
}

/** Reads a slice of a channel in few calls; throws `SLACK_UNREACHABLE` and `SLACK_REFUSED`. */
export type ReadChannel = (channel: string, slice: ChannelSlice) => Promise<ReadChannelResult>;

/** Makes the reader of channels. */
export function createChannelReader(deps: {
  client: WebClient;
  directory: Pick<Directory, "people">;
  self: { team: string; botId: string; botUserId: string };
}): ReadChannel {
  const { client, directory, self } = deps;

  async function newest(channel: string, slice: ChannelSlice) {
    const found: Message[] = [];
    let cursor: string | undefined;
    do {
      const answer = await client.conversations.history({
        channel,
        oldest: seconds(slice.since),
        latest: seconds(slice.until),
        limit: Math.min(PAGE, slice.mostMessages),
        ...(cursor === undefined ? {} : { cursor }),
      });
      found.push(...(answer.messages ?? []));
      cursor = answer.response_metadata?.next_cursor || undefined;
    } while (cursor !== undefined && found.length < slice.mostMessages);
    const isCut = cursor !== undefined || found.length > slice.mostMessages;
    return { roots: found.slice(0, slice.mostMessages), isCut };
  }

  /** The replies under some roots, by the root's ts. */
  async function repliesOf(channel: string, roots: Message[], slice: ChannelSlice) {
    const replies = new Map<string, Message[]>();
    for (const root of roots) {
      const answer = await client.conversations.replies({
        channel,
        ts: root.ts ?? "",
        latest: seconds(slice.until),
        limit: PAGE,
      });
      replies.set(
        root.ts ?? "",
        (answer.messages ?? []).filter((one) => one.ts !== root.ts),
      );
    }
    return replies;
  }

  /** What was said, oldest first, each reply under its root. */
  async function said(channel: string, slice: ChannelSlice) {
    const { roots, isCut } = await newest(channel, slice);
    const threads = roots.filter((one) => (one.reply_count ?? 0) > 0);
    const read = threads.slice(0, slice.mostThreads);
    const replies = await repliesOf(channel, read, slice);
    const all = roots
      .toReversed()
      .flatMap((root) => [
        { message: root, isReply: false },
        ...(replies.get(root.ts ?? "") ?? []).map((message) => ({ message, isReply: true })),
      ])
      .filter(({ message }) => !NOT_SAID.test(message.subtype ?? ""));
    // A reply that was also sent to the channel comes twice.
    const once = [...new Map(all.map((one) => [one.message.ts, one])).values()];
    const kept = once.slice(-slice.mostMessages);
    return {
      kept,
      isCut: isCut || once.length > kept.length,
      threadsLeftOut: threads.length - read.length,
    };
  }

  return async (channel, slice) => {
    const { kept, ...rest } = await said(channel, slice).catch((error: unknown) => {
      const failure = readFailure(error);
      throw fail(failure.kind === "final" ? "SLACK_REFUSED" : "SLACK_UNREACHABLE", {
        detail: `(${failure.code})`,
        cause: error,
      });
    });
    const names = await namesOf(kept.map((one) => one.message));
    const messages = kept.map((one) => ({ ...asRead(one.message, names), isReply: one.isReply }));
    return { messages, ...rest };
  };

  async function namesOf(messages: Message[]): Promise<Map<string, string>> {
    const ids = new Set(
      messages.flatMap((one) => [one.user ?? "", ...mentionedIds(one.text ?? "")]),
    );
    ids.delete("");
    const people = (await directory.people(self.team, [...ids])) ?? [];
    return new Map(people.map((one) => [one.id, one.name]));
  }

  function asRead(one: Message, names: Map<string, string>): ReadMessage {
    const known = { user: (id: string) => names.get(id), channel: () => undefined };
    const author = names.get(one.user ?? "") ?? one.bot_profile?.name;
    return {
      ts: one.ts ?? "",
      userId: one.user ?? "",
      name: author ?? (one.user ? "somebody" : "an app"),
      at: new Date(Number(one.ts ?? 0) * 1000),
      text: one.text ?? "",
      plain: decodeMrkdwn(one.text ?? "", known),
      files: [],
      isOwn: one.user === self.botUserId || one.bot_id === self.botId,
    };
  }
}

function seconds(at: Date): string {
  return (at.getTime() / 1000).toFixed(6);
}
