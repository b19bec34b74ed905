import type { OutboxItem } from "../domain/outbox-item.js";
import type { OutboxRows } from "./ports.js";
import { partsOf } from "./result.js";

type ResultItem = Extract<OutboxItem, { type: "message" }>;

/**
 * Where Slack would not take a file, the whole result follows in messages: the first one grows, and numbered parts come
 * after it. Gives how many files were replaced.
 */
export async function replaceLostFiles(
  rows: { outbox: OutboxRows },
  splitResult: (markdown: string) => string[],
  limit: number,
): Promise<number> {
  const lost = await rows.outbox.lostFiles(limit);
  for (const file of lost) {
    const first = await rows.outbox.get(file.opKey.replace(/:file$/, ":1"));
    if (first?.type === "message" && first.shown.kind === "result") {
      for (const item of inParts(first, splitResult(file.text))) await rows.outbox.put(item);
    }
    await rows.outbox.letGo(file.opKey);
  }
  return lost.length;
}

function inParts(first: ResultItem, texts: string[]): ResultItem[] {
  if (first.shown.kind !== "result") return [];
  const { file: _file, ...shown } = first.shown;
  return partsOf(shown, texts).map((part, index) => ({
    ...first,
    opKey: first.opKey.replace(/:1$/, `:${index + 1}`),
    pings: index === 0 ? first.pings : [],
    shown: part,
  }));
}
