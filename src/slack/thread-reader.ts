import type { WebClient } from "@slack/web-api";
import type { FileRef } from "../domain/request.js";
import { fail } from "../errors.js";
import type { Directory } from "../humans/ports.js";
import { readFailure } from "./outbound/outcome.js";
import { decodeMrkdwn, mentionedIds } from "./text/decode.js";

/** The newest messages that are read of a long thread. */
const mostMessages = 1_000;

/** One message of a thread as it was read. */
export interface ReadMessage {
  ts: string;
  /** Empty for another app without a user. */
  userId: string;
  /** What people call the author. */
  name: string;
  at: Date;
  /** As Slack stores it. */
  text: string;
  /** As people read it: names for mentions, labels with their addresses. */
  plain: string;
  files: FileRef[];
  /** Written by Fermata itself. */
  isOwn: boolean;
}

/** Reads threads; throws `SLACK_UNREACHABLE` and `SLACK_REFUSED`. */
export interface ThreadReader {
  /** The root and its replies, oldest first; of more than 1,000 (`isCut`) the root and the newest. */
  readThread(
    channel: string,
    threadTs: string,
  ): Promise<{ messages: ReadMessage[]; isCut: boolean }>;
}

type Message = NonNullable<
  Awaited<ReturnType<WebClient["conversations"]["replies"]>>["messages"]
>[number];

/** Reads a thread page by page, with the names of everybody in it. */
export function createThreadReader(deps: {
  client: WebClient;
  directory: Directory;
  /** The workspace and the bot itself. */
  self: { team: string; botId: string; botUserId: string };
}): ThreadReader {
  const { client, directory, self } = deps;

  async function pages(channel: string, ts: string): Promise<{ all: Message[]; isCut: boolean }> {
    const all: Message[] = [];
    let isCut = false;
    let cursor: string | undefined;
    do {
      const answer = await client.conversations.replies({
        channel,
        ts,
        limit: 200,
        ...(cursor === undefined ? {} : { cursor }),
      });
      // Some pages repeat the root.
      for (const one of answer.messages ?? [])
        if (one.ts !== all[0]?.ts || all.length === 0) all.push(one);
      if (all.length > mostMessages) {
        all.splice(1, all.length - mostMessages);
        isCut = true;
      }
      cursor = answer.response_metadata?.next_cursor || undefined;
    } while (cursor !== undefined);
    return { all, isCut };
  }

  async function namesOf(ids: Set<string>): Promise<Map<string, string>> {
    const names = new Map<string, string>();
    for (const id of ids) names.set(id, (await directory.person(self.team, id)).name);
    return names;
  }

  return {
    async readThread(channel, threadTs) {
      let read: Awaited<ReturnType<typeof pages>>;
      try {
        read = await pages(channel, threadTs);
      } catch (error) {
        const failure = readFailure(error);
        throw fail(failure.kind === "final" ? "SLACK_REFUSED" : "SLACK_UNREACHABLE", {
          detail: `(${failure.code})`,
          cause: error,
        });
      }
      const { all, isCut } = read;
      const ids = new Set(all.flatMap((one) => [one.user ?? "", ...mentionedIds(one.text ?? "")]));
      ids.delete("");
      const names = await namesOf(ids);
      const known = { user: (id: string) => names.get(id), channel: () => undefined };
      const messages = all.map((one) => ({
        ts: one.ts ?? "",
        userId: one.user ?? "",
        name: names.get(one.user ?? "") ?? one.bot_profile?.name ?? "an app",
        at: new Date(Number(one.ts ?? 0) * 1000),
        text: one.text ?? "",
        plain: decodeMrkdwn(one.text ?? "", known),
        files: (one.files ?? []).flatMap(fileRef),
        isOwn: one.user === self.botUserId || one.bot_id === self.botId,
      }));
      return { messages, isCut };
    },
  };
}

function fileRef(file: NonNullable<Message["files"]>[number]): FileRef[] {
  const url = file.url_private_download ?? file.url_private;
  if (!file.id || !url) return [];
  return [
    {
      id: file.id,
      name: file.name ?? file.title ?? "a file",
      mimetype: file.mimetype ?? "",
      sizeBytes: Math.max(0, Math.trunc(file.size ?? 0)),
      url,
    },
  ];
}
