import type { z } from "zod";
import { ResultOfFire } from "../domain/shown-schedule.js";
import { fileNameOf } from "../domain/file-item.js";
import type { ShownOf } from "../domain/shown.js";
import type { PostedShown } from "../domain/shown-post.js";
import type { Source } from "../domain/source.js";
import type { OutboxRows } from "./ports.js";
import { type RunBrief, titleOf } from "./run-brief.js";

type ResultShown = ShownOf<"result">;

/** A result over several messages: the first has the headline, the last sources, checks and cost. */
export function partsOf(whole: ResultShown, texts: string[]): ResultShown[] {
  const of = Math.max(1, texts.length);
  return texts.map((bodyMarkdown, index) => {
    const n = index + 1;
    const last = n === of;
    return {
      ...whole,
      headline: n === 1 ? whole.headline : "",
      bodyMarkdown,
      part: { n, of },
      sources: last ? whole.sources : [],
      notRead: last ? whole.notRead : [],
      checked: last ? whole.checked : "",
      remarks: last ? whole.remarks : [],
      cost: last ? whole.cost : "",
      ...(n === 1 ? {} : { post: null }),
    };
  });
}

/** What a result says besides its text. */
export interface ResultWords {
  headline: string;
  sources: Source[];
  notRead: string[];
  checked: string;
  remarks: string[];
  cost: string;
  practice: boolean;
}

/**
 * Delivers a result: one message, numbered parts that each have an op key of their own, or the first part with the
 * whole as a file below it.
 */
export async function showResult(
  rows: { outbox: OutboxRows },
  run: RunBrief,
  result: ResultWords & {
    parts: string[];
    wholeAsFile?: string | null;
    /** For a time of a schedule. */
    fire?: z.infer<typeof ResultOfFire> | undefined;
    /** What became of the post in another channel. */
    post?: PostedShown | null;
  },
): Promise<void> {
  const { parts, wholeAsFile, fire, ...said } = result;
  const words = { ...said, ...(fire ? { fire: ResultOfFire.parse(fire) } : {}) };
  // A scheduled result waits quietly; one that people were asked about is told of.
  const pings = !fire || run.threadTs !== null ? [run.requester.id] : [];
  const file = wholeAsFile ? { file: fileNameOf(titleOf(run)) } : {};
  await putParts(rows, run, `${run.id}:result`, pings, { ...words, ...file }, parts);
  if (!wholeAsFile) return;
  await rows.outbox.put({
    type: "file",
    opKey: `${run.id}:result:file`,
    runId: run.id,
    channel: run.channel,
    threadTs: run.threadTs,
    fileName: fileNameOf(titleOf(run)),
    title: titleOf(run),
    text: wholeAsFile,
  });
}

async function putParts(
  rows: { outbox: OutboxRows },
  run: RunBrief,
  key: string,
  pings: string[],
  words: ResultWords & Pick<ResultShown, "file" | "fire" | "post" | "unfinished">,
  texts: string[],
): Promise<void> {
  const whole: ResultShown = {
    kind: "result",
    runId: run.id,
    requester: run.requester,
    title: titleOf(run),
    bodyMarkdown: "",
    part: { n: 1, of: 1 },
    ...words,
  };
  for (const [index, shown] of partsOf(whole, texts).entries()) {
    await rows.outbox.put({
      type: "message",
      opKey: `${key}:${index + 1}`,
      runId: run.id,
      channel: run.channel,
      threadTs: run.threadTs,
      pings: index === 0 ? pings : [],
      shown,
    });
  }
}

/** The op key of the first part of what a failed run has; `token` is that of its last lease. */
export const unfinishedKey = (runId: string, token: number) => `${runId}:partial:${token}:1`;

/** Shows what is there of a run that failed, labelled as neither finished nor checked; pings nobody. */
export async function showUnfinished(
  rows: { outbox: OutboxRows },
  run: RunBrief,
  token: number,
  there: { headline: string; parts: string[]; sources: Source[]; practice: boolean },
): Promise<void> {
  const { parts, ...known } = there;
  const words = { ...known, notRead: [], checked: "", remarks: [], cost: "", unfinished: true };
  await putParts(rows, run, `${run.id}:partial:${token}`, [], words, parts);
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
