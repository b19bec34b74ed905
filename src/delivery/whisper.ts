import type { Shown } from "../domain/shown.js";
import type { OutboxRows } from "./ports.js";

/** Says one thing to one person only; `key` makes a repeat the same answer. */
export async function whisper(
  rows: { outbox: OutboxRows },
  to: {
    key: string;
    runId?: string | null;
    channel: string;
    threadTs: string | null;
    userId: string;
  },
  what: string | Shown,
): Promise<void> {
  const shown: Shown =
    typeof what === "string" ? { kind: "line", text: what, detail: [], link: null } : what;
  const own = { opKey: `whisper:${to.key}`, runId: to.runId ?? null, shown };
  // Home is no channel: who presses there is answered directly.
  await rows.outbox.put(
    to.channel === ""
      ? { type: "message", ...own, channel: to.userId, threadTs: null, pings: [] }
      : {
          type: "ephemeral",
          ...own,
          channel: to.channel,
          threadTs: to.threadTs,
          userId: to.userId,
        },
  );
}

/** Somebody who pressed a control or sent a form, and where a private answer goes. */
export interface Presser {
  key: string;
  actor: string;
  channel: string;
  threadTs: string | null;
}

/** Answers whoever pressed, privately; every press has at most one such answer. */
export async function tellPresser(
  rows: { outbox: OutboxRows },
  presser: Presser,
  text: string,
  runId: string | null = null,
): Promise<void> {
  const { key, channel, threadTs, actor } = presser;
  await whisper(rows, { key, runId, channel, threadTs, userId: actor }, text);
}
