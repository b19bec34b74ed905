import type { Sql } from "./own-postgres.js";

/** Writes that the server refuses: a full disk is `53100`, a serialization failure `40001`, a deadlock `40P01`. */
export interface FailingWrites {
  sqlstate: string;
  /** `schema.table`; every table of the product when left out. */
  table?: string;
  /** How many statements fail before the server is well again; all of them when left out. */
  times?: number;
}

/**
 * Has statements that write fail inside the server, in their transaction. A counter of the server's own counts them: what
 * rolls back is counted all the same.
 */
export async function failWrites(sql: Sql, plan: FailingWrites): Promise<void> {
  await prepare(sql, plan.table ? [plan.table] : await tables(sql));
  await sql(`select setval('faults.failed', 1, false)`);
  await sql("delete from faults.plan where name = $1", [plan.table ?? "*"]);
  await sql(`insert into faults.plan values ($1, $2, $3)`, [
    plan.table ?? "*",
    plan.sqlstate,
    plan.times ?? 1_000_000_000,
  ]);
}

/** How many writes were refused so far. */
export async function refusedWrites(sql: Sql, plan: FailingWrites): Promise<number> {
  const [row] = await sql<{ n: number }>(
    `select (case when is_called then last_value else 0 end)::int as n from faults.failed`,
  );
  return Math.min(row?.n ?? 0, plan.times ?? Infinity);
}

/** Takes all planned faults away. The triggers stay: to drop them all at once would lock every table. */
export async function healWrites(sql: Sql): Promise<void> {
  await sql(`delete from faults.plan`);
}

/** Puts a trigger on each table that asks the plan; one table at a time, so that nobody waits for two. */
async function prepare(sql: Sql, names: readonly string[]): Promise<void> {
  await sql(`create schema if not exists faults`);
  await sql(`create sequence if not exists faults.failed`);
  await sql(`create table if not exists faults.plan (name text, sqlstate text, times int)`);
  await sql(`create or replace function faults.fail() returns trigger language plpgsql as $$
    declare planned record;
    begin
      select * into planned from faults.plan
        where name in ('*', format('%I.%I', tg_table_schema, tg_table_name)) limit 1;
      if found and nextval('faults.failed') <= planned.times then
        raise exception 'a planned fault' using errcode = planned.sqlstate;
      end if;
      return null;
    end $$`);
  for (const name of names) {
    const [there] = await sql(
      "select 1 from pg_trigger where tgname = 'planned_fault' and tgrelid = $1::regclass",
      [name],
    );
    if (there) continue;
    await sql(`create trigger planned_fault before insert or update or delete
      on ${name} for each statement execute function faults.fail()`);
  }
}

async function tables(sql: Sql): Promise<string[]> {
  const rows = await sql<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname in ('fermata', 'langgraph', 'bullmq')`,
  );
  return rows.map(({ name }) => name);
}
