import type { Source } from "../domain/source.js";
import type { OutboxRows } from "./ports.js";
import { type RunBrief, titleOf } from "./run-brief.js";

/** Delivers a result: one message, or numbered parts that each have an op key of their own. */
export async function showResult(
  rows: { outbox: OutboxRows },
  run: RunBrief,
  result: {
    headline: string;
    parts: string[];
    sources: Source[];
    notRead: string[];
    checked: string;
    remarks: string[];
    cost: string;
    practice: boolean;
  },
): Promise<void> {
  const of = Math.max(1, result.parts.length);
  for (const [index, bodyMarkdown] of result.parts.entries()) {
    const n = index + 1;
    const last = n === of;
    await rows.outbox.put({
      type: "message",
      opKey: `${run.id}:result:${n}`,
      runId: run.id,
      channel: run.channel,
      threadTs: run.threadTs,
      pings: n === 1 ? [run.requester.id] : [],
      shown: {
        kind: "result",
        runId: run.id,
        requester: run.requester,
        title: titleOf(run),
        headline: n === 1 ? result.headline : "",
        bodyMarkdown,
        part: { n, of },
        sources: last ? result.sources : [],
        notRead: last ? result.notRead : [],
        checked: last ? result.checked : "",
        remarks: last ? result.remarks : [],
        cost: last ? result.cost : "",
        practice: result.practice,
      },
    });
  }
}

/** `$0.11 · 1 min 50 s of work · 4 min waiting for people`. */
export function costLine(cost: {
  spentUsd: number;
  isUpperBound: boolean;
  workMs: number;
  waitMs: number;
}): string {
  const money = `${cost.isUpperBound ? "up to " : ""}$${cost.spentUsd.toFixed(2)}`;
  const parts = [money, `${duration(cost.workMs)} of work`];
  if (cost.waitMs >= 1000) parts.push(`${duration(cost.waitMs)} waiting for people`);
  return parts.join(" · ");
}

function duration(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10)
    return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}
