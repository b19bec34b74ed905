import type { ChannelSource } from "../../domain/channel-source.js";
import { messageLine } from "../thread/thread-text.js";
import type { ThreadMessage } from "../thread/thread-text.js";

/** A slice of a channel as the reader in `slack/` hands it over. */
export interface ReadSlice {
  /** Oldest first, replies under their root. */
  messages: readonly (ThreadMessage & { isReply: boolean })[];
  isCut: boolean;
  threadsLeftOut: number;
}

/** Reads a slice of a channel; throws catalogue errors. */
export type ReadSliceOf = (
  channel: string,
  slice: { since: Date; until: Date; mostMessages: number; mostThreads: number },
) => Promise<ReadSlice>;

/** A channel as a document, a line a message; `note` is `12 messages, since 08:30`. */
export function channelText(
  slice: ReadSlice,
  source: Pick<ChannelSource, "period">,
  at: { tz: string; requestTs: string },
): { text: string; note: string; firstTs: string | null } {
  const names = new Map(slice.messages.map((one) => [one.userId, one.name]));
  const read = slice.messages.filter(
    (one) => !one.isOwn && one.ts !== at.requestTs && one.text.trim() !== "",
  );
  const lines = read.map((one) => `${one.isReply ? "↳ " : ""}${messageLine(one, names, at.tz)}`);
  const count = read.length === 1 ? "1 message" : `${read.length} messages`;
  const notes = [
    `${read.length === 0 ? "no messages" : count}, ${source.period}`,
    ...(slice.isCut ? ["older ones not read"] : []),
    ...(slice.threadsLeftOut > 0 ? [`replies in ${slice.threadsLeftOut} threads not read`] : []),
  ];
  return { text: lines.join("\n"), note: notes.join(", "), firstTs: read[0]?.ts ?? null };
}
