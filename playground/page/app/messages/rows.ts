import type {
  BrowserEphemeral,
  BrowserMessage,
  BrowserState,
} from "../../../workspace/browser-contract.js";
import { authorOf } from "../names.js";
import { dayKey } from "../text/dates.js";

/** A line of a message list: a day, or a message with or without its author's name. */
export type Row =
  | { kind: "day"; key: string; seconds: number }
  | { kind: "message"; key: string; message: BrowserMessage | BrowserEphemeral; compact: boolean };

const groupSeconds = 300;

/** A card stands by itself, even when the same app wrote the message before it. */
function isCard(message: BrowserMessage): boolean {
  return message.bot_id !== undefined && (message.blocks?.length ?? 0) > 0;
}

/** True for a message that only its reader sees. */
export function isEphemeral(
  message: BrowserMessage | BrowserEphemeral,
): message is BrowserEphemeral {
  return "ephemeralId" in message;
}

/** True for a reply that is shown only in its thread. */
export function isReply(message: BrowserMessage): boolean {
  return (
    message.thread_ts !== undefined &&
    message.thread_ts !== message.ts &&
    message.subtype !== "thread_broadcast"
  );
}

/** What a channel shows, oldest first: no replies, private messages in their place. */
export function channelMessages(
  state: BrowserState,
  channel: string,
): (BrowserMessage | BrowserEphemeral)[] {
  const open = (state.messages[channel] ?? []).filter((message) => !isReply(message));
  const mine = state.ephemerals.filter(
    (message) => message.channel === channel && message.thread_ts === undefined,
  );
  return inOrder([...open, ...mine]);
}

/** The replies of a thread, oldest first, private messages in their place. */
export function threadReplies(
  state: BrowserState,
  channel: string,
  threadTs: string,
): (BrowserMessage | BrowserEphemeral)[] {
  const open = (state.messages[channel] ?? []).filter(
    (message) => message.thread_ts === threadTs && message.ts !== threadTs,
  );
  const mine = state.ephemerals.filter(
    (message) => message.channel === channel && message.thread_ts === threadTs,
  );
  return inOrder([...open, ...mine]);
}

function inOrder<T extends { ts: string }>(messages: T[]): T[] {
  return messages.sort((a, b) => Number(a.ts) - Number(b.ts));
}

/** Adds day dividers and joins what one author says in a row. */
export function rowsOf(
  state: BrowserState,
  messages: (BrowserMessage | BrowserEphemeral)[],
  withDays: boolean,
): Row[] {
  const rows: Row[] = [];
  let before: BrowserMessage | undefined;
  for (const message of messages) {
    const seconds = Number(message.ts);
    const day = dayKey(seconds, state.me.tz);
    const sameDay = before !== undefined && dayKey(Number(before.ts), state.me.tz) === day;
    if (withDays && !sameDay) rows.push({ kind: "day", key: `day-${day}`, seconds });
    const compact =
      before !== undefined &&
      sameDay &&
      authorOf(state, before).id === authorOf(state, message).id &&
      seconds - Number(before.ts) < groupSeconds &&
      !isCard(message) &&
      !isCard(before) &&
      isEphemeral(before) === isEphemeral(message) &&
      (before.reply_count ?? 0) === 0;
    const key = isEphemeral(message) ? message.ephemeralId : message.ts;
    rows.push({ kind: "message", key, message, compact });
    before = message;
  }
  return rows;
}
