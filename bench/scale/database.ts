import pg from "pg";
import type { OwnPostgres } from "../../test/faults/harness/own-postgres.js";
import { parentOf } from "./processor-time.js";
import { until } from "./until.js";

/** Bytes on disk of one table: rows, what is stored out of line, indexes. */
export interface TableBytes {
  name: string;
  heap: number;
  toast: number;
  indexes: number;
  total: number;
}

/** What a bench asks the database, on one connection. */
export interface Database {
  tables(): Promise<TableBytes[]>;
  /** Runs by status. */
  runs(): Promise<Record<string, number>>;
  count(query: string): Promise<number>;
  ids(query: string): Promise<string[]>;
  /** Whether, in time, nothing is to be shown and nothing runs. */
  quiet(timeoutMs: number): Promise<boolean>;
  /** Whether a commit waits for the disk, as it does by default. */
  waitsForDisk(on: boolean): Promise<void>;
  /** Autovacuum has been at each table that has many dead rows; nobody else cleans up. */
  tidied(timeoutMs: number): Promise<boolean>;
  /** The server's first process, whose children are its connections. */
  serverPid: number;
  url: string;
  close(): Promise<void>;
}

/** Opens the connection. */
export async function openDatabase(server: Pick<OwnPostgres, "url">): Promise<Database> {
  const client = new pg.Client({ connectionString: server.url });
  // The server is taken away at the end, also when the bench fails before.
  client.on("error", () => undefined);
  await client.connect();
  const count = async (query: string) => {
    const { rows } = await client.query<{ n: string }>(`select count(*) as n ${query}`);
    return Number(rows[0]?.n ?? 0);
  };
  const { rows: own } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  return {
    count,
    async ids(query) {
      return (await client.query<{ id: string }>(query)).rows.map((row) => row.id);
    },
    serverPid: parentOf(own[0]?.pid ?? 0),
    url: server.url,
    async tables() {
      const { rows } = await client.query<TableBytes>(`select
          n.nspname || '.' || c.relname as name,
          pg_relation_size(c.oid)::float8 as heap,
          (pg_table_size(c.oid) - pg_relation_size(c.oid))::float8 as toast,
          pg_indexes_size(c.oid)::float8 as indexes,
          pg_total_relation_size(c.oid)::float8 as total
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind = 'r' and n.nspname in ('fermata', 'langgraph', 'bullmq') order by total desc`);
      return rows;
    },
    async runs() {
      const { rows } = await client.query<{ status: string; n: string }>(
        `select status, count(*) as n from fermata.run group by status`,
      );
      return Object.fromEntries(rows.map((row) => [row.status, Number(row.n)]));
    },
    async quiet(timeoutMs) {
      const busy = async () =>
        (await count(`from fermata.outbox where state = 'due'`)) +
        (await count(`from fermata.run where status in ('queued', 'running')`));
      return until(async () => (await busy()) === 0, timeoutMs);
    },
    async waitsForDisk(on) {
      await client.query(`alter system set synchronous_commit = ${on ? "on" : "off"}`);
      await client.query("select pg_reload_conf()");
    },
    async tidied(timeoutMs) {
      return until(async () => {
        const dead = await count(
          `from pg_stat_user_tables where n_dead_tup > 600 + n_live_tup * 0.05`,
        );
        return dead === 0;
      }, timeoutMs);
    },
    close: () => client.end(),
  };
}
