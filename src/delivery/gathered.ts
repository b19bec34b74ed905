import type { OutboxRows } from "./ports.js";

/**
 * Lets work put what should be seen as it always does, and writes all of it in one statement at its end. Of several
 * texts under one key the last is written.
 */
export async function gathered(
  outbox: OutboxRows,
  work: (rows: { outbox: OutboxRows }) => Promise<void>,
): Promise<void> {
  const all = new Map<string, Parameters<OutboxRows["putAll"]>[0][number]>();
  const keep: OutboxRows["putAll"] = async (rows) => {
    for (const row of rows) all.set(row.item.opKey, row);
  };
  const gathering: OutboxRows = {
    ...outbox,
    put: (item, options) => keep([{ item, ...(options && { options }) }]),
    putAll: keep,
  };
  await work({ outbox: gathering });
  await outbox.putAll([...all.values()]);
}
