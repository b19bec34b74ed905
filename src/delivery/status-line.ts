import type { StatusLineItem } from "../domain/surface-items.js";
import type { ShownOf } from "../domain/shown.js";
import type { OutboxRows } from "./ports.js";
import type { RunBrief } from "./run-brief.js";

/** The op key of a run's status line. */
export const lineKey = (runId: string) => `${runId}:line`;

/** Slack takes a line away after two minutes: it is said again well before. */
const REFRESH_MS = 90_000;
/** A line that changes faster than this is not read, and each change is a call. */
const GAP_MS = 20_000;
/** Slack takes the line away when we post in the thread, so the first one lets the status message go before. */
const NEW_MS = 400;

type Row = Parameters<OutboxRows["putAll"]>[0][number];

/**
 * The line under the thread as a row. The first one is shown soon; later ones only if the last is old enough: the
 * sweeper catches up. Who waits or has ended shows none.
 */
export function statusLineRow(
  run: RunBrief,
  phase: ShownOf<"status">["phase"],
  now: string,
): Row[] {
  if (run.threadTs === null) return [];
  const item = (text: string): StatusLineItem => ({
    type: "status_line",
    opKey: lineKey(run.id),
    runId: run.id,
    channel: run.channel,
    threadTs: run.threadTs ?? "",
    text,
  });
  if (phase !== "working") return [{ item: item("") }];
  const text = lineText(now);
  return text === "" ? [] : [{ item: item(text), options: { gapMs: GAP_MS, newMs: NEW_MS } }];
}

/** Catches up with what jobs do now, and says again what would end by itself. */
export async function refreshLines(rows: { outbox: OutboxRows }, limit: number): Promise<number> {
  let refreshed = 0;
  for (const { item, now, ageMs } of await rows.outbox.oldLines(GAP_MS, limit)) {
    const text = lineText(now);
    const changed = text !== "" && text !== item.text;
    if (changed) await rows.outbox.put({ ...item, text });
    else if (item.text !== "" && ageMs >= REFRESH_MS) await rows.outbox.repeat(item.opKey);
    else continue;
    refreshed += 1;
  }
  return refreshed;
}

/** `Now checking every fact` → `Checking every fact`. */
function lineText(now: string): string {
  const text = now.trim().replace(/^now\s+/i, "");
  if (text === "" || /^wait/i.test(text)) return "";
  return text.charAt(0).toUpperCase() + text.slice(1);
}
