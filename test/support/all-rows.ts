import { openPools } from "../../src/store/open-store-pool.js";

/** Every row of every table in a data directory that no process uses, as text, by table. */
export async function allRows(dataDir: string): Promise<Record<string, string[]>> {
  const pools = await openPools({ dataDir, onError: () => undefined });
  try {
    const tables = await pools.setupPool.query(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
        where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    const rows: Record<string, string[]> = {};
    for (const { name } of tables.rows as { name: string }[]) {
      const found = await pools.setupPool.query(`select t::text as row from ${name} t`);
      rows[name] = (found.rows as { row: string }[]).map(({ row }) => row);
    }
    return rows;
  } finally {
    await pools.close();
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
