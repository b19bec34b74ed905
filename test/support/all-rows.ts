import { unpackRows } from "../../src/store/checkpoints/packed-rows.js";
import { unpackText } from "../../src/store/packed-text.js";
import { openPools } from "../../src/store/open-store-pool.js";

/** Every row of every table in a data directory that no process uses, or on a server, as text, by table. */
export async function allRows(
  dataDir: string,
  databaseUrl?: string,
): Promise<Record<string, string[]>> {
  const pools = await openPools({ dataDir, databaseUrl, onError: () => undefined });
  try {
    const tables = await pools.setupPool.query(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
        where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    const rows: Record<string, string[]> = {};
    for (const { name } of tables.rows as { name: string }[]) {
      const found = await pools.setupPool.query(`select t::text as row from ${name} t`);
      rows[name] = (found.rows as { row: string }[]).map(({ row }) => withBytesRead(row));
    }
    return rows;
  } finally {
    await pools.close();
  }
}

/** The row with what its columns of bytes say behind it: texts are kept packed, and a search must not pass them by. */
function withBytesRead(row: string): string {
  const read = [...row.matchAll(/\\+x((?:[0-9a-f]{2})+)/g)].map(([, hex = ""]) => {
    const bytes = Buffer.from(hex, "hex");
    // A digest may begin like a packed text: what cannot be unpacked is read as it is.
    const texts = unpackers.map((unpack) => orNull(() => unpack(bytes)));
    return texts.find((text) => text !== null) ?? bytes.toString("latin1");
  });
  return [row, ...read].join(" ");
}

/** The two ways in which rows are packed: texts, and the checkpoints of a run that waits. */
const unpackers: ((bytes: Buffer) => string | null)[] = [
  unpackText,
  (bytes) => {
    const { blobs, checkpoints, writes } = unpackRows(bytes);
    const values = [...blobs, ...writes].map(
      ({ blob, channel }) => `${channel} ${blob?.toString() ?? ""}`,
    );
    return [JSON.stringify(checkpoints), ...values].join(" ");
  },
];

function orNull(read: () => string | null): string | null {
  try {
    return read();
  } catch {
    return null;
  }
}

/** A log that keeps every line, as one would read it. */
export function keepingLog() {
  const lines: string[] = [];
  const keep = (fields: object, message: string) => {
    lines.push(`${message} ${JSON.stringify(fields)}`);
  };
  return { lines, log: { debug: keep, info: keep, warn: keep, error: keep } };
}
