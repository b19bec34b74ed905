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
  await rows.outbox.put({
    type: "ephemeral",
    opKey: `whisper:${to.key}`,
    runId: to.runId ?? null,
    channel: to.channel,
    threadTs: to.threadTs,
    userId: to.userId,
    shown: typeof what === "string" ? { kind: "line", text: what, detail: [], link: null } : what,
  });
}
