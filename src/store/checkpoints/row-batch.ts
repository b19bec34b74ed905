import type { PoolClient, QueryConfig, QueryResult } from "../pool/pool.js";

/** What an insert answers whose rows are still to be written. */
export const noRows: QueryResult = { rows: [], rowCount: null, command: "INSERT", fields: [] };

/** Rows that follow each other in one transaction and go to the same table by the same statement. */
export interface RowBatch {
  /** True if the statement is an insert of one row: it is written with its like before anything else. */
  take(statement: string | QueryConfig, values: readonly unknown[] | undefined): boolean;
  /** Writes what was taken, or forgets it where the transaction is rolled back. */
  write(forget: boolean): Promise<void>;
}

// Only where a row that is there already is left alone: an upsert may not touch one row twice.
const ONE_ROW =
  /^(\s*insert into [\s\S]+?\bvalues\s*)\(((?:\$\d+(?:,\s*)?)+)\)(\s*on conflict [\s\S]*\bdo nothing\s*)$/i;

/**
 * Joins single-row inserts to one statement: the library writes each channel of a checkpoint by itself, and a
 * round trip for each is most of what a step costs. Order and transaction stay the same.
 */
export function createRowBatch(client: Pick<PoolClient, "query">): RowBatch {
  let text = "";
  let rows: (readonly unknown[])[] = [];

  async function write(forget: boolean): Promise<void> {
    const [first, ...more] = rows;
    rows = [];
    if (forget || !first) return;
    if (more.length === 0) {
      await client.query(text, first);
      return;
    }
    const all = [first, ...more];
    const tuples = all.map(
      (row, n) => `(${row.map((_, column) => `$${n * row.length + column + 1}`).join(", ")})`,
    );
    const joined = text.replace(ONE_ROW, (_all, head: string, _one, tail: string) =>
      [head, tuples.join(", "), tail].join(""),
    );
    await client.query(joined, all.flat());
  }

  return {
    take(statement, values) {
      if (typeof statement !== "string" || values === undefined) return false;
      if (rows.length > 0 && statement !== text) return false;
      if (!ONE_ROW.test(statement)) return false;
      text = statement;
      rows.push(values);
      return true;
    },
    write,
  };
}
