import { DateTime } from "luxon";
import type { Request } from "../../domain/request.js";
import { unescapeSlack } from "../links.js";

/** A message of a thread as the reader in `slack/` hands it over. */
export interface ThreadMessage {
  ts: string;
  userId: string;
  /** What people call the author. */
  name: string;
  /** As Slack stores it. */
  text: string;
  /** As people read it, where the reader knows the names of everybody mentioned. */
  plain?: string;
  /** Written by Fermata itself. */
  isOwn: boolean;
}

/** The messages of a thread, oldest first; `isCut`: of a long one, without those after the root. Throws catalogue errors. */
export type ReadThread = (
  channel: string,
  threadTs: string,
) => Promise<{ messages: ThreadMessage[]; isCut: boolean }>;

/** A thread as a document: `Tom, 20 Nov 11:20: we moved it up`, and `12 messages, today`. */
export interface ThreadText {
  text: string;
  note: string;
  count: number;
}

/**
 * Writes a thread as one line a message in the reader's zone, without Fermata's own messages,
 * the request itself and what came after it was taken: that is taken in as follow-ups.
 */
export function threadText(
  messages: readonly ThreadMessage[],
  request: Pick<Request, "messageTs" | "text" | "receivedAt">,
  at: { now: Date; tz: string },
): ThreadText {
  const names = new Map(messages.map((message) => [message.userId, message.name]));
  const isBefore = beforeRequest(request);
  const read = messages.filter(
    (message) => !message.isOwn && isBefore(message) && message.text.trim() !== "",
  );
  const lines = read.map((message) => messageLine(message, names, at.tz));
  return { text: lines.join("\n"), note: noteOf(read, at), count: read.length };
}

/** One message as a line: `Tom, 20 Nov 11:20: we moved it up`. */
export function messageLine(
  message: ThreadMessage,
  names: ReadonlyMap<string, string>,
  tz: string,
): string {
  const when = instant(message.ts, tz).toFormat("d LLL HH:mm");
  return `${message.name}, ${when}: ${spokenBy(message, names)}`;
}

/**
 * Which messages were there when the request was taken. A reply that Slack delivered before its own root found no job
 * to follow: it is read here or never. A request that came by a click has no message of its own (`<ts>#<click>`): then
 * the message that holds the same words is left out.
 */
function beforeRequest(
  request: Pick<Request, "messageTs" | "text" | "receivedAt">,
): (message: ThreadMessage) => boolean {
  const isTaken = ({ ts }: ThreadMessage) => Number(ts) * 1000 < request.receivedAt.getTime();
  if (!request.messageTs.includes("#"))
    return (message) =>
      Number(message.ts) < Number(request.messageTs) ||
      (message.ts !== request.messageTs && isTaken(message));
  const goal = `${bare(request.text)} `;
  return (message) => isTaken(message) && !goal.startsWith(`${bare(message.text)} `);
}

/** The words without mentions, in one line. */
function bare(text: string): string {
  return text
    .replace(/<@[A-Z0-9]+(?:\|[^>]*)?>/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

function spokenBy(message: ThreadMessage, names: ReadonlyMap<string, string>): string {
  return message.plain === undefined ? spoken(message.text, names) : inOneLine(message.plain);
}

/** Slack's text as people see it, in one line: names for mentions, labels with their addresses. */
export function spoken(text: string, names: ReadonlyMap<string, string>): string {
  const plain = text
    .replace(
      /<@([A-Z0-9]+)(?:\|([^>]*))?>/g,
      (_, id: string, label?: string) => `@${names.get(id) ?? label ?? "somebody"}`,
    )
    .replace(/<#[A-Z0-9]+\|([^>]*)>/g, "#$1")
    .replace(/<#[A-Z0-9]+>/g, "#channel")
    .replace(/<!subteam\^[A-Z0-9]+(?:\|([^>]*))?>/g, (_, label?: string) => label ?? "@group")
    .replace(/<!(here|channel|everyone)[^>]*>/g, "@$1")
    .replace(/<!date\^[^|>]*\|([^>]*)>/g, "$1")
    .replace(/<((?:https?|mailto):[^|>]+)\|([^>]*)>/g, (_, url: string, label: string) =>
      label === "" || url.endsWith(label)
        ? url.replace(/^mailto:/, "")
        : `${label} (${url.replace(/^mailto:/, "")})`,
    )
    .replace(/<((?:https?|mailto):[^>]+)>/g, (_, url: string) => url.replace(/^mailto:/, ""));
  return inOneLine(unescapeSlack(plain));
}

function inOneLine(text: string): string {
  return text
    .replaceAll("\0", "")
    .replace(/\s*\n\s*/g, " / ")
    .trim();
}

function noteOf(read: readonly ThreadMessage[], at: { now: Date; tz: string }): string {
  const last = read.at(-1);
  if (!last) return "no messages";
  const count = read.length === 1 ? "1 message" : `${read.length} messages`;
  return `${count}, ${dayName(instant(last.ts, at.tz), at)}`;
}

function instant(ts: string, tz: string): DateTime {
  const utc = DateTime.fromSeconds(Number(ts), { zone: "utc" }).setLocale("en");
  const local = utc.setZone(tz);
  return local.isValid ? local : utc;
}

/** `today`, `yesterday`, `9 November` or `9 November 2025`. */
export function dayName(day: DateTime, at: { now: Date; tz: string }): string {
  const now = DateTime.fromJSDate(at.now, { zone: day.zone });
  if (day.hasSame(now, "day")) return "today";
  if (day.hasSame(now.minus({ days: 1 }), "day")) return "yesterday";
  return day.setLocale("en").toFormat(day.hasSame(now, "year") ? "d LLLL" : "d LLLL yyyy");
}
